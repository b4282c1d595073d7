import { inMemory, type RandomAccess } from './byte-source.js';
import { fromExifRationals, toGpsPosition } from './gps-position.js';
import type { MediaFacts } from './probe-result.js';
import { firstTime, parseTakenAt } from './taken-at.js';
import { readTiffTags } from './tiff-tags.js';

const EXIF_MARKER = 'Exif\0\0';

/** Tag numbers (CIPA DC-008, tables 4 to 15). */
const IMAGE = { make: 0x10f, model: 0x110, orientation: 0x112 } as const;
const EXIF = {
  ...{ dateTimeOriginal: 0x9003, dateTimeDigitized: 0x9004, offsetOriginal: 0x9011, offsetDigitized: 0x9012 },
  ...{ subSecOriginal: 0x9291, subSecDigitized: 0x9292, lensModel: 0xa434 },
} as const;
const GPS = { latRef: 1, lat: 2, lonRef: 3, lon: 4 } as const;

/** EXIF facts, and whether the block names a place that cannot be read. */
export type ExifFacts = MediaFacts & { hasBrokenPlace?: boolean };

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim() || undefined;
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
  return digits && typeof time === 'string' && /:\d{2}$/.test(time.trim())
    ? `${time.trim()}.${digits}`
    : time;
}

/**
 * Facts out of an EXIF block, or of a whole TIFF file, which is one. OffsetTime is not used: it belongs to the
 * time of the last change, which an editor in another zone may have written.
 */
export function readExifFacts(bytes: RandomAccess): ExifFacts {
  const tags = readTiffTags(bytes);
  if (!tags) return {};
  const { image, exif, gps } = tags;
  const original = withSubSeconds(
    exif.get(EXIF.dateTimeOriginal) ?? image.get(EXIF.dateTimeOriginal),
    exif.get(EXIF.subSecOriginal),
  );
  const digitised = withSubSeconds(exif.get(EXIF.dateTimeDigitized), exif.get(EXIF.subSecDigitized));
  const orientation = image.get(IMAGE.orientation);
  const lat = fromExifRationals(gps.get(GPS.lat), gps.get(GPS.latRef));
  const lon = fromExifRationals(gps.get(GPS.lon), gps.get(GPS.lonRef));
  return {
    takenAt: firstTime(
      parseTakenAt(original, exif.get(EXIF.offsetOriginal)),
      parseTakenAt(digitised, exif.get(EXIF.offsetDigitized)),
    ),
    camera: nameCamera(image.get(IMAGE.make), image.get(IMAGE.model)),
    lens: text(exif.get(EXIF.lensModel)),
    gps: toGpsPosition(lat, lon),
    hasBrokenPlace: gps.has(GPS.lat) && (lat === undefined || lon === undefined),
    orientation:
      typeof orientation === 'number' && orientation >= 1 && orientation <= 8 ? orientation : undefined,
  };
}

/** A block in memory, with or without the `Exif` marker that JPEG puts in front. */
export function withoutExifMarker(block: Buffer): RandomAccess {
  return inMemory(block.toString('latin1', 0, 6) === EXIF_MARKER ? block.subarray(6) : block);
}
