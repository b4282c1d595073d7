import exifr from 'exifr';
import { fromExifRationals, toGpsPosition } from './gps-position.js';
import type { MediaFacts } from './probe-result.js';
import { firstTime, parseTakenAt } from './taken-at.js';

const EXIF_MARKER = Buffer.from('Exif\0\0', 'latin1');

/** Only the blocks that hold our facts, and their values as stored: exifr's own dates lose the zone. */
const WANTED = {
  ...{ tiff: true, ifd0: {}, exif: true, gps: true, ifd1: false, interop: false, makerNote: false, userComment: false },
  ...{ xmp: false, icc: false, iptc: false, jfif: false, ihdr: false },
  ...{ translateKeys: true, translateValues: false, reviveValues: false, mergeOutput: true, silentErrors: true },
};

type ExifTags = Record<string, unknown>;

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  // eslint-disable-next-line no-control-regex -- cameras pad their names with NULs
  const trimmed = value.replace(/\0[^]*$/, '').trim();
  return trimmed || undefined;
}

/** "Canon" + "Canon EOS 30D" is one Canon too many. */
export function nameCamera(make: unknown, model: unknown): string | undefined {
  const maker = text(make);
  const name = text(model);
  if (!maker || !name) return name ?? maker;
  const firstWord = maker.split(/\s/)[0]?.toLowerCase() ?? '';
  return name.toLowerCase().startsWith(firstWord) ? name : `${maker} ${name}`;
}

function withSubSeconds(time: unknown, subSeconds: unknown): unknown {
  const digits = /^\d+/.exec(text(subSeconds) ?? '')?.[0];
  return digits && typeof time === 'string' && /:\d{2}$/.test(time.trim()) ? `${time.trim()}.${digits}` : time;
}

/** Facts out of EXIF tags under exifr's or exiftool's names. */
export function factsFromExifTags(tags: ExifTags): MediaFacts {
  const original = withSubSeconds(tags['DateTimeOriginal'], tags['SubSecTimeOriginal']);
  const digitised = withSubSeconds(tags['CreateDate'], tags['SubSecTimeDigitized'] ?? tags['SubSecTime']);
  const orientation = tags['Orientation'];
  return {
    takenAt: firstTime(
      parseTakenAt(original, tags['OffsetTimeOriginal'] ?? tags['OffsetTime']),
      parseTakenAt(digitised, tags['OffsetTimeDigitized'] ?? tags['OffsetTime']),
    ),
    camera: nameCamera(tags['Make'], tags['Model']),
    lens: text(tags['LensModel']),
    gps: toGpsPosition(
      fromExifRationals(tags['GPSLatitude'], tags['GPSLatitudeRef']),
      fromExifRationals(tags['GPSLongitude'], tags['GPSLongitudeRef']),
    ),
    orientation:
      typeof orientation === 'number' && orientation >= 1 && orientation <= 8 ? orientation : undefined,
  };
}

/**
 * Facts out of an EXIF block (or of a whole TIFF file, which is one).
 * Broken blocks give what could be read of them, at worst nothing.
 */
export async function readExifFacts(block: Buffer): Promise<MediaFacts> {
  const tiff = block.subarray(0, 6).equals(EXIF_MARKER) ? block.subarray(6) : block;
  try {
    // A copy of its own: exifr reads the whole ArrayBuffer behind a Buffer in places.
    const tags = (await exifr.parse(Buffer.from(tiff), WANTED)) as ExifTags | undefined;
    return tags ? factsFromExifTags(tags) : {};
  } catch {
    return {};
  }
}
