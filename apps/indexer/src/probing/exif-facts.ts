import type { Shot } from '@hearth/contracts';
import { inMemory, type RandomAccess } from './byte-source.js';
import { fromExifDegrees, toGpsPosition } from './gps-position.js';
import type { MediaFacts } from './probe-result.js';
import { parseGpsTime, parseWrittenTime, takenFrom } from './taken.js';
import { readDirectory, readTiffTags, type TagValue, type TiffTags } from './tiff-tags.js';

const EXIF_MARKER = 'Exif\0\0';

/** Tag numbers (CIPA DC-008, tables 4 to 15). */
const IMAGE = { make: 0x10f, model: 0x110, orientation: 0x112, lastChange: 0x132 } as const;
const EXIF = {
  ...{ dateTimeOriginal: 0x9003, dateTimeDigitized: 0x9004 },
  ...{ offsetOfLastChange: 0x9010, offsetOriginal: 0x9011, offsetDigitized: 0x9012 },
  ...{ subSecOriginal: 0x9291, subSecDigitized: 0x9292, lensModel: 0xa434, makerNote: 0x927c },
  ...{ exposureTime: 0x829a, fNumber: 0x829d, iso: 0x8827, focalLength: 0x920a },
} as const;
const GPS = { latRef: 1, lat: 2, lonRef: 3, lon: 4, time: 7, date: 29 } as const;

/** EXIF facts, and whether the block names a place that cannot be read. */
export type ExifFacts = MediaFacts & { hasBrokenPlace?: boolean };

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  // Some writers declare their texts as bytes of no known kind (type 7).
  if (Buffer.isBuffer(value)) return text(value.toString('utf8').replace(/\0[^]*$/, ''));
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

function withSubSeconds(value: TagValue | undefined, subSeconds: TagValue | undefined): string | undefined {
  const time = typeof value === 'number' ? undefined : text(value);
  const digits = /^\d+/.exec(text(subSeconds) ?? '')?.[0];
  return digits && time && /:\d{2}$/.test(time) ? `${time}.${digits}` : time;
}

/** Three rationals; or text, as some editors write it. */
const numbersOrText = (value: TagValue | undefined): unknown =>
  Buffer.isBuffer(value) ? text(value) : value;

/** Apple's maker note: its name and version, the byte order, a directory (as ExifTool documents it). */
const APPLE = { name: 'Apple iOS\0', byteOrderAt: 12, directoryAt: 14, contentIdentifier: 0x11 } as const;

/** What an iPhone's picture shares with its film. */
function readContentIdentifier(note: TagValue | undefined): string | undefined {
  if (!Buffer.isBuffer(note) || note.toString('latin1', 0, APPLE.name.length) !== APPLE.name)
    return undefined;
  const isLittle = note.toString('latin1', APPLE.byteOrderAt, APPLE.directoryAt) === 'II';
  return text(readDirectory(inMemory(note), APPLE.directoryAt, isLittle).get(APPLE.contentIdentifier));
}

/**
 * The offset of a time that has none of its own. OffsetTime belongs to the time of the last change, which an editor in another zone
 * may have written: it counts where nothing was changed since.
 */
function findOffset(tags: TiffTags, time: TagValue | undefined, own: number): string | undefined {
  const written = text(tags.exif.get(own));
  if (written !== undefined) return written;
  const isUnchanged = time !== undefined && text(time) === text(tags.image.get(IMAGE.lastChange));
  return isUnchanged ? text(tags.exif.get(EXIF.offsetOfLastChange)) : undefined;
}

/** Facts out of an EXIF block, or of a whole TIFF file, which is one. */
export function readExifFacts(bytes: RandomAccess): ExifFacts {
  const tags = readTiffTags(bytes);
  if (!tags) return {};
  const { image, exif, gps } = tags;
  const original = exif.get(EXIF.dateTimeOriginal) ?? image.get(EXIF.dateTimeOriginal);
  const digitised = exif.get(EXIF.dateTimeDigitized);
  const orientation = image.get(IMAGE.orientation);
  const lat = fromExifDegrees(numbersOrText(gps.get(GPS.lat)), text(gps.get(GPS.latRef)));
  const lon = fromExifDegrees(numbersOrText(gps.get(GPS.lon)), text(gps.get(GPS.lonRef)));
  const taken = takenFrom(
    'exif',
    parseWrittenTime(
      withSubSeconds(original, exif.get(EXIF.subSecOriginal)),
      findOffset(tags, original, EXIF.offsetOriginal),
    ),
    parseWrittenTime(
      withSubSeconds(digitised, exif.get(EXIF.subSecDigitized)),
      findOffset(tags, digitised, EXIF.offsetDigitized),
    ),
  );
  return {
    taken,
    gpsUtcMs: parseGpsTime(
      text(gps.get(GPS.date)),
      numbersOrText(gps.get(GPS.time)),
      taken?.time.utcMs ?? taken?.time.clockMs,
    ),
    // Some writers put them into the directory of the exposure.
    camera: nameCamera(
      text(image.get(IMAGE.make)) ?? text(exif.get(IMAGE.make)),
      text(image.get(IMAGE.model)) ?? text(exif.get(IMAGE.model)),
    ),
    lens: text(exif.get(EXIF.lensModel)),
    livePhotoContentId: readContentIdentifier(exif.get(EXIF.makerNote)),
    shot: readShot(exif),
    gps: toGpsPosition(lat, lon),
    hasBrokenPlace: gps.has(GPS.lat) && (lat === undefined || lon === undefined),
    orientation:
      typeof orientation === 'number' && orientation >= 1 && orientation <= 8 ? orientation : undefined,
  };
}

/** Undefined where nothing of it is written; cameras write 0 for what they do not know. */
function readShot(exif: ReadonlyMap<number, TagValue>): Shot | undefined {
  const positive = (tag: number): number | undefined => {
    const value = exif.get(tag);
    const number = Array.isArray(value) ? value[0] : value;
    return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined;
  };
  const shot: Shot = {
    apertureF: positive(EXIF.fNumber),
    exposureSec: positive(EXIF.exposureTime),
    iso: positive(EXIF.iso),
    focalLengthMm: positive(EXIF.focalLength),
  };
  return Object.values(shot).some((value) => value !== undefined) ? shot : undefined;
}

/** How far behind the beginning of an EXIF item its TIFF structure may start. */
const MARKERS_BYTES = 64;

/**
 * A block in memory, with or without what stands before its TIFF structure: the `Exif` marker of JPEG, that marker's whole
 * segment header, and the offset that HEIF and JPEG XL begin with (ISO/IEC 23008-12, A.2.1).
 */
export function withoutExifMarker(block: Buffer): RandomAccess {
  const head = block.toString('latin1', 0, MARKERS_BYTES);
  const start = /II\*\0|MM\0\*/.exec(head)?.index;
  if (start !== undefined) return inMemory(block.subarray(start));
  const marker = head.indexOf(EXIF_MARKER);
  return inMemory(marker < 0 ? block : block.subarray(marker + EXIF_MARKER.length));
}
