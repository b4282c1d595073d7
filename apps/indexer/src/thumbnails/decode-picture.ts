import sharp, { type FailOnOptions, type Metadata, type Sharp } from 'sharp';
import { encodeLight, inStrips, peakOf, toSrgb } from '../colour/to-srgb.js';
import { orient } from './orient.js';
import type { SourcePicture } from './source-picture.js';

/** A picture of more pixels is not decoded: it would take gigabytes, and is more often a bomb than a panorama. */
const MAX_PIXELS = 268_402_689;
/** What any picture may take, and each million pixels more. */
const DECODE_TIMEOUT_SEC = 60;
const TIMEOUT_SEC_PER_MEGA = 0.8;
/** Light so many times brighter than white is none: the numbers are of another scale. */
const BRIGHTEST_LIGHT = 64;

/** Pixels of 8 bits, in sRGB. */
export interface Decoded {
  data: Buffer;
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
  /** A part of the picture is missing in the file: grey stands in its place. */
  isCut?: boolean;
  /** Its decoder complained, about whatever. */
  isFlawed?: boolean;
}

const ENDS_EARLY = /premature end|read error|truncat|out of data|end of (file|stream)|not enough/i;
/** All decodes of a process share one place for complaints: while others run, one's own may be gone before it is read. */
const IS_MUTE = /warning treated as error|unknown error/i;
const ASKED_AT_MOST = 8;
const COMPLAINT_PX = 320;

/** The one decode: shrunk while it loads where the format allows, upright, in sRGB. Of what is cut off as much as is there. */
export async function decode(source: SourcePicture, fits: number): Promise<Decoded> {
  try {
    const decoded = await decodeWhole(source, fits, 'warning');
    return source.isCut ? { ...decoded, isCut: true } : decoded;
  } catch (error) {
    if (/timeout|pixel limit/i.test(String(error))) throw error;
    const decoded = await decodeWhole(source, fits, 'none');
    // Complaints about what does not keep it from being seen whole are none about its end.
    const isCut = source.isCut || ENDS_EARLY.test(await complaintOf(source, String(error)));
    return { ...decoded, isCut, isFlawed: true };
  }
}

/** Why it cannot be decoded without a complaint: asked again, of a small picture, while nothing is said. */
async function complaintOf(source: SourcePicture, complaint: string): Promise<string> {
  let said = complaint;
  for (let asked = 0; asked < ASKED_AT_MOST && IS_MUTE.test(said) && !ENDS_EARLY.test(said); asked += 1) {
    said = await decodeWhole(source, COMPLAINT_PX, 'warning').then(() => said, String);
  }
  return said;
}

async function decodeWhole(source: SourcePicture, fits: number, failOn: FailOnOptions): Promise<Decoded> {
  const { input, options, orientation, colour } = source;
  const isOwn = orientation === 'own';
  const shrunk = sharp(input, {
    ...options,
    ...{ failOn, limitInputPixels: MAX_PIXELS, autoOrient: isOwn, sequentialRead: true },
    ignoreIcc: colour !== undefined,
  }).resize(fits, fits, { fit: 'inside', withoutEnlargement: true });
  const decoded = await decodeShrunk(shrunk, source);
  if (isOwn || orientation <= 1) return decoded;
  const turned = await orient(sharp(decoded.data, { raw: decoded.info }), orientation)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return toDecoded(turned);
}

async function decodeShrunk(shrunk: Sharp, { colour, options }: SourcePicture): Promise<Decoded> {
  const about: Partial<Metadata> = options?.raw ? {} : await shrunk.metadata();
  const { width = 0, height = 0 } = about;
  shrunk.timeout({
    seconds: Math.ceil(DECODE_TIMEOUT_SEC + (TIMEOUT_SEC_PER_MEGA * width * height) / 1_000_000),
  });
  if (colour !== undefined) {
    const { data, info } = await shrunk
      .toColourspace('rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true });
    const channels = info.channels === 4 ? 4 : 3;
    const deep = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    return toDecoded({ data: await toSrgb({ data: deep, channels, colour }), info });
  }
  if (/^(float|double|u?int)$/.test(about.depth ?? '')) return decodeLight(shrunk, about);
  // Numbers of more than 8 bits are taken for those of Display P3 by sharp, also where a profile says otherwise.
  const isDeep = about.depth === 'ushort' && about.hasProfile === true;
  const inSrgb = isDeep ? shrunk.withIccProfile('srgb') : shrunk.toColourspace('srgb');
  return toDecoded(await inSrgb.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }));
}

/** Numbers of 32 bits: light, where 1 is white; or of some other scale, whose largest number is white then. */
async function decodeLight(shrunk: Sharp, { channels: stored = 3 }: Partial<Metadata>): Promise<Decoded> {
  const space = stored < 3 ? 'b-w' : 'scrgb';
  const { data: bytes, info } = await shrunk
    .pipelineColourspace(space)
    .toColourspace(space)
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true });
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const grey = info.channels < 3;
  const pixels = info.width * info.height;
  const light = new Float32Array(pixels * 3);
  let brightest = 0;
  await inStrips(pixels, (first, end) => {
    for (let from = first * info.channels, to = first * 3; to < end * 3; from += info.channels, to += 3) {
      for (let at = 0; at < 3; at += 1) {
        const value = values[from + (grey ? 0 : at)] || 0;
        light[to + at] = value;
        if (value > brightest) brightest = value;
      }
    }
  });
  const data = new Uint16Array(light.length);
  const channels = 3 as const;
  const size = { width: info.width, height: info.height, channels };
  if (brightest <= BRIGHTEST_LIGHT)
    return { data: await encodeLight(light, { data, channels }, await peakOf(light)), info: size };
  const white = [255, 65_535].find((scale) => brightest <= scale) ?? brightest;
  const shown = Buffer.alloc(light.length);
  await inStrips(pixels, (first, end) => {
    for (let at = first * 3; at < end * 3; at += 1) {
      // As a number of 32 bits first: what lies a hair below a whole one counts as that.
      shown[at] = Math.fround(Math.min(255, Math.max(0, ((light[at] ?? 0) / white) * 255)));
    }
  });
  return { data: shown, info: size };
}

function toDecoded({
  data,
  info: { width, height, channels },
}: {
  data: Buffer;
  info: Decoded['info'];
}): Decoded {
  return { data, info: { width, height, channels } };
}
