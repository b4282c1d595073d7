import { nameCamera } from './exif-facts.js';
import { toGpsPosition } from './gps-position.js';
import type { MediaFacts } from './probe-result.js';
import { parseGpsTime, parseWrittenTime, takenFrom } from './taken.js';

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
  // What was never changed since was last changed there.
  const offsetOf = (name: string): unknown =>
    tags[name] === tags['ModifyDate'] ? tags['OffsetTime'] : undefined;
  const taken = takenFrom(
    'exif',
    parseWrittenTime(tags['DateTimeOriginal'], tags['OffsetTimeOriginal'] ?? offsetOf('DateTimeOriginal')),
    parseWrittenTime(tags['CreateDate'], tags['OffsetTimeDigitized'] ?? offsetOf('CreateDate')),
  );
  const lens = tags['LensModel'] ?? tags['LensID'];
  return {
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    orientation,
    taken,
    gpsUtcMs: parseGpsTime(tags['GPSDateStamp'], tags['GPSTimeStamp'], taken?.time.clockMs),
    camera: nameCamera(tags['Make'], tags['Model']),
    lens: typeof lens === 'string' ? lens : undefined,
    gps: toGpsPosition(tags['GPSLatitude'], tags['GPSLongitude']),
  };
}
