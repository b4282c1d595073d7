import { nameCamera } from './exif-facts.js';
import { toGpsPosition } from './gps-position.js';
import type { MediaFacts } from './probe-result.js';
import { firstTime, parseTakenAt } from './taken-at.js';

/** Sorts ExifTool's numeric tags (`-n`) into our facts. Pure. */
export function factsFromExifTool(tags: Readonly<Record<string, unknown>>): MediaFacts {
  const number = (name: string): number | undefined => {
    const value = tags[name];
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
  const stated = tags['Orientation'];
  const orientation = typeof stated === 'number' && stated >= 1 && stated <= 8 ? stated : undefined;
  const [width, height] = [number('ImageWidth'), number('ImageHeight')];
  const isTurned = orientation !== undefined && orientation >= 5;
  const lens = tags['LensModel'] ?? tags['LensID'];
  return {
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    orientation,
    takenAt: firstTime(
      parseTakenAt(tags['DateTimeOriginal'], tags['OffsetTimeOriginal']),
      parseTakenAt(tags['CreateDate'], tags['OffsetTimeDigitized']),
    ),
    camera: nameCamera(tags['Make'], tags['Model']),
    lens: typeof lens === 'string' ? lens : undefined,
    gps: toGpsPosition(tags['GPSLatitude'], tags['GPSLongitude']),
  };
}
