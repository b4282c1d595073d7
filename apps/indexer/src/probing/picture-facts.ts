import sharp, { type Metadata } from 'sharp';
import type { FileTypeName } from '@hearth/media-types';
import { readBmpSize } from './bmp-size.js';
import type { RandomAccess } from './byte-source.js';
import { isCommon, readNclx, readPngCodePoints, readSequenceNclx, type CodePoints } from './code-points.js';
import { fillCutWebp, findWebpLength } from './cut-webp.js';
import { readExifFacts, withoutExifMarker, type ExifFacts } from './exif-facts.js';
import { readDecodedHeicSize } from './heic-size.js';
import { findPrimaryProperties } from './heif-items.js';
import { isIptcNewerThanXmp, readIptcFacts } from './iptc-facts.js';
import { findBox, listBoxes, readBox } from './iso-boxes.js';
import { readMovieHeader, readTracks } from './iso-media.js';
import { readJpegXlHeader, readJpegXlParts } from './jpeg-xl.js';
import { mergeFacts } from './merge-facts.js';
import { findMotionPart } from './motion-part.js';
import { findPngCreationTime, findPngTextExif } from './png-exif.js';
import type { MediaFacts } from './probe-result.js';
import { takenFrom, tellsHourOf, type Taken } from './taken.js';
import { readXmpFacts } from './xmp-facts.js';

const MAX_SVG_BYTES = 4 * 1024 * 1024;
const MAX_SEQUENCE_BYTES = 64 * 1024 * 1024;
/** Where a GIF keeps its XMP: behind the colour table or behind the last frame. */
const GIF_XMP_SEARCH_BYTES = 512 * 1024;

/** The content is not what its signature promises. The message is for people. */
export class UnreadableContent extends Error {}

function findGifXmp(source: RandomAccess): Buffer | undefined {
  for (const part of [source.read(0, GIF_XMP_SEARCH_BYTES), source.tail(GIF_XMP_SEARCH_BYTES)]) {
    const start = part.indexOf('XMP DataXMP');
    if (start >= 0) return part.subarray(start + 11, part.indexOf(Buffer.from([1, 0xff, 0xfe]), start));
  }
  return undefined;
}

function describeSharpError(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/unsupported image format/i.test(message)) return 'not a picture in a known format';
  return /premature end|end of file|truncat|not enough data/i.test(message)
    ? 'the picture is cut off before it begins'
    : 'the picture is damaged';
}

interface Blocks extends Pick<Metadata, 'iptc' | 'xmp'> {
  readonly exif?: RandomAccess | undefined;
}

/** Whether a newer time goes before an older one; a day without an hour does not say that an hour of it was wrong. */
function isReplaced(older: Taken | undefined, newer: Taken | undefined): boolean {
  return newer !== undefined && !(older && tellsHourOf(newer, older));
}

/**
 * What the blocks of a picture say about it, EXIF first; a place that EXIF garbled is not taken from the others, and a title
 * rather from XMP than from IPTC, which cuts it off after 64 bytes. A date of IPTC that was written after the XMP goes before that one's.
 */
function readBlocks({ exif, iptc, xmp }: Blocks): MediaFacts {
  const { hasBrokenPlace, ...exifFacts }: ExifFacts = exif ? readExifFacts(exif) : {};
  const { gps, ...xmpFacts }: MediaFacts = xmp ? readXmpFacts(xmp) : {};
  const iptcFacts = iptc ? readIptcFacts(iptc) : {};
  if (iptc && isIptcNewerThanXmp(iptc) && isReplaced(xmpFacts.taken, iptcFacts.taken)) delete xmpFacts.taken;
  return mergeFacts(exifFacts, { title: xmpFacts.title }, iptcFacts, xmpFacts, {
    gps: hasBrokenPlace ? undefined : gps,
  });
}

async function readSharpFacts(
  input: string | Buffer,
  { knownExif, film }: { knownExif?: RandomAccess | undefined; film?: RandomAccess } = {},
): Promise<MediaFacts> {
  let metadata: Metadata;
  try {
    metadata = await sharp(input, { failOn: 'none', limitInputPixels: false }).metadata();
  } catch (error) {
    throw new UnreadableContent(describeSharpError(error));
  }
  const { width, height } = metadata.autoOrient;
  const { iptc, xmp } = metadata;
  const exif = metadata.exif && !knownExif ? withoutExifMarker(metadata.exif) : knownExif;
  const motion = film && findMotionPart(film, xmp?.toString('utf8'));
  return mergeFacts(
    { width, height, orientation: metadata.orientation, motion },
    readBlocks({ exif, iptc, xmp }),
  );
}

/** PNG's own chunk goes before what converters wrote as text. */
async function readPngFacts(source: RandomAccess, path: string): Promise<MediaFacts> {
  const text = findPngTextExif(source);
  return mergeFacts(await readSharpFacts(path), text ? readBlocks({ exif: withoutExifMarker(text) }) : {}, {
    taken: takenFrom('container', findPngCreationTime(source)),
  });
}

/** Its decoder reads nothing of one that ends early. */
async function readWebpFacts(source: RandomAccess, path: string): Promise<MediaFacts> {
  const endsEarly = (findWebpLength(source) ?? 0) > source.size;
  return readSharpFacts((endsEarly ? await fillCutWebp(path) : undefined) ?? path);
}

function trackFacts(source: RandomAccess): MediaFacts {
  const track = readTracks(source).find(({ width }) => width > 0);
  if (!track) return {};
  return {
    ...{
      width: track.width,
      height: track.height,
      taken: takenFrom('container', readMovieHeader(source)?.createdAt),
    },
    ...(hasAlphaTrack(source) && { hasAlphaTrack: true }),
  };
}

/** A track of its own says how much of each pixel is seen (ISO/IEC 23000-22, 7.3; older writers use MPEG's name of it). */
function hasAlphaTrack(source: RandomAccess): boolean {
  const movie = findBox(source, ['moov']);
  if (!movie) return false;
  const content = readBox(source, movie);
  return content.includes('auxiliary:alpha') || content.includes('urn:mpeg:hevc:2015:auxid:1');
}

/** A sequence of pictures without the still that usually stands for it. */
function isSequenceAlone(source: RandomAccess): boolean {
  const types = listBoxes(source).map(({ type }) => type);
  return types.includes('moov') && !types.includes('meta');
}

/** A sequence that also holds a still picture opens as one when it calls itself so. */
async function readSequenceFacts(source: RandomAccess): Promise<MediaFacts> {
  const fromTracks = trackFacts(source);
  if (source.size > MAX_SEQUENCE_BYTES) return fromTracks;
  const still = source.read(0, source.size);
  still.write('avif', 8, 'latin1');
  try {
    return mergeFacts(await readSharpFacts(still), fromTracks);
  } catch (error) {
    if (fromTracks.width !== undefined) return fromTracks;
    throw error;
  }
}

/** Only where it must be heeded, so that few facts tell of it. */
function colourOf(colour: CodePoints | undefined): MediaFacts {
  return colour && !isCommon(colour) ? { colour } : {};
}

/**
 * What a picture's headers say, without decoding it.
 *
 * @throws UnreadableContent
 */
export async function readPictureFacts(
  source: RandomAccess,
  path: string,
  type: FileTypeName,
): Promise<MediaFacts> {
  switch (type) {
    case 'bmp': {
      const size = readBmpSize(source.read(0, 64));
      if (!size) throw new UnreadableContent('the picture has no valid header');
      return size;
    }
    case 'jxl': {
      const { codestream, exif, xmp } = readJpegXlParts(source);
      const header = readJpegXlHeader(codestream);
      if (!header) throw new UnreadableContent('the picture has no valid header');
      return mergeFacts(header, readBlocks({ exif: exif && withoutExifMarker(exif), xmp }));
    }
    case 'avif':
      return mergeFacts(
        await readSharpFacts(path),
        colourOf(readNclx(source, findPrimaryProperties(source))),
      );
    case 'avifSequence':
      return mergeFacts(await readSequenceFacts(source), colourOf(readSequenceNclx(source)));
    case 'svg':
      if (source.size > MAX_SVG_BYTES) throw new UnreadableContent('the drawing is too large');
      return readSharpFacts(source.read(0, source.size));
    case 'gif': {
      const xmp = findGifXmp(source);
      return mergeFacts(await readSharpFacts(path), xmp ? readXmpFacts(xmp) : {});
    }
    case 'tiff':
      return readSharpFacts(path, { knownExif: source });
    case 'png':
      return mergeFacts(await readPngFacts(source, path), colourOf(readPngCodePoints(source)));
    case 'heic':
      if (isSequenceAlone(source)) {
        return { ...mergeFacts(trackFacts(source), colourOf(readSequenceNclx(source))), demuxer: 'mov' };
      }
      return mergeFacts(
        readDecodedHeicSize(source) ?? {},
        await readSharpFacts(path, { film: source }),
        colourOf(readNclx(source, findPrimaryProperties(source))),
      );
    case 'webp':
      return readWebpFacts(source, path);
    case 'jpeg':
    case 'heif':
      return readSharpFacts(path, { film: source });
    default:
      return readSharpFacts(path);
  }
}
