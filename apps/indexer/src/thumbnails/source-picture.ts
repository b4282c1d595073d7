import { readFile } from 'node:fs/promises';
import sharp, { type SharpOptions } from 'sharp';
import { ToolFailed } from '../media-tools/confined-process.js';
import { readEmbeddedPreviews } from '../media-tools/exiftool.js';
import { extractFrame, readStreams } from '../media-tools/ffmpeg.js';
import { convertHeif } from '../media-tools/heif-convert.js';
import { readJpegXlInks } from '../media-tools/jpeg-xl-inks.js';
import { drawFirstPage } from '../media-tools/pdf-page.js';
import { WorkerPool } from '../media-tools/worker-pool.js';
import { ByteSource } from '../probing/byte-source.js';
import { codePointsFromNames, isCommon, type CodePoints } from '../probing/code-points.js';
import { fillCutWebp } from '../probing/cut-webp.js';
import { readEpubCover } from '../probing/epub-facts.js';
import type { ProbeResult } from '../probing/probe-result.js';
import { fileEndsEarly, greyWhatIsMissing } from './cut-off.js';
import { findRepresentativeFrame } from './video-poster.js';

/** Something sharp can open. */
export interface SourcePicture {
  input: string | Buffer;
  options?: SharpOptions;
  /** The turn to give it, as an EXIF orientation: what its own EXIF says (`own`), or a number known otherwise. */
  orientation: 'own' | number;
  /** What its numbers mean, where that is not what they look like. */
  colour?: CodePoints | undefined;
  /** A part of it is known to be missing. */
  isCut?: boolean;
}

/** There is nothing to show; the message is for people. */
export class NoPicture extends Error {}

/** Too little is left of it. */
export const NOTHING_LEFT = 'the picture cannot be shown: the file is cut off';

/** Enough to see that nothing is wrong with a picture. */
const SAMPLE_PX = 64;

const HEIC_FALLBACK_MAX_PIXELS = 64_000_000;

const heicDecoders = new WorkerPool<string, { width: number; height: number; data: Uint8ClampedArray }>({
  entry: new URL('./heic-worker', import.meta.url),
  size: 1,
  jobTimeoutMs: 60_000,
  resourceLimits: { maxOldGenerationSizeMb: 1024 },
});

const pixelsOf = ({ width = 0, height = 0 }: ProbeResult): number => width * height;

async function openHeif(path: string, probe: ProbeResult): Promise<SourcePicture> {
  const { colour } = probe;
  try {
    const picture = await convertHeif(path, { pixels: pixelsOf(probe), isDeep: colour !== undefined });
    return { input: picture, orientation: 1, colour };
  } catch (error) {
    if (!(error instanceof ToolFailed) || error.why === 'timed-out') throw error;
  }
  if (pixelsOf(probe) > HEIC_FALLBACK_MAX_PIXELS) throw new NoPicture('the picture is too large');
  const { width, height, data } = await heicDecoders.run(path);
  const isCut = fileEndsEarly(path);
  if (isCut && !greyWhatIsMissing(data)) throw new NoPicture(NOTHING_LEFT);
  return {
    input: Buffer.from(data.buffer),
    options: { raw: { width, height, channels: 4 } },
    orientation: 1,
    colour,
    isCut,
  };
}

/** The first frame of a sequence; what is transparent in it stays so where that can be read. */
async function openSequence(path: string, probe: ProbeResult, fitWithinPx: number): Promise<SourcePicture> {
  const { demuxer, colour, hasAlphaTrack = false } = probe;
  const request = { path, demuxer, fitWithinPx, encoding: 'png', pixels: pixelsOf(probe) } as const;
  const frame = hasAlphaTrack
    ? await extractFrame({ ...request, hasAlphaTrack }).catch(() => extractFrame(request))
    : await extractFrame(request);
  return { input: frame, orientation: 1, colour };
}

/** A sequence that also holds a still picture opens as one when it calls itself so; else its first frame is taken. */
async function openAvif(path: string, probe: ProbeResult, fitWithinPx: number): Promise<SourcePicture> {
  const { colour } = probe;
  if (probe.demuxer === undefined) return { input: path, orientation: 'own', colour };
  const source = await openSequence(path, probe, fitWithinPx).catch(() => undefined);
  if (source && source.input.length > 0) return source;
  const still = await readFile(path);
  still.write('avif', 8, 'latin1');
  return { input: still, orientation: 'own', colour };
}

/** JPEG XL says what its numbers mean in its own code, which its decoder tells of. */
async function openByFfmpeg(path: string, probe: ProbeResult, fitWithinPx: number): Promise<SourcePicture> {
  if (probe.mimeType !== 'image/jxl') return openSequence(path, probe, fitWithinPx);
  const printed = await readJpegXlInks(path, pixelsOf(probe)).catch(() => undefined);
  if (printed) return { input: printed, orientation: 1 };
  const [stream] = (await readStreams(path, probe.demuxer)).streams;
  const colour = codePointsFromNames(stream?.color_primaries, stream?.color_transfer);
  return openSequence(path, isCommon(colour) ? probe : { ...probe, colour }, fitWithinPx);
}

async function openRaw(path: string, probe: ProbeResult): Promise<SourcePicture> {
  const orientation = probe.orientation ?? 'own';
  let damaged: Buffer | undefined;
  for await (const preview of readEmbeddedPreviews(path)) {
    if (await canBeDecoded(preview)) return { input: preview, orientation };
    damaged ??= preview;
  }
  if (!damaged) throw new NoPicture('the camera left no preview in it');
  return { input: damaged, orientation };
}

/** Whether all of it is sound; shrunk while it loads, as far as its format allows. */
function canBeDecoded(picture: Buffer): Promise<boolean> {
  return sharp(picture, { failOn: 'warning' })
    .resize(SAMPLE_PX)
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    );
}

/** What is missing at the end of a WebP is filled up, as its decoder shows nothing of what it cannot read to its end. */
async function openWebp(path: string, { colour }: ProbeResult): Promise<SourcePicture> {
  const filled = await fillCutWebp(path);
  return { input: filled ?? path, orientation: 'own', colour, isCut: filled !== undefined };
}

async function openImage(path: string, probe: ProbeResult, fitWithinPx: number): Promise<SourcePicture> {
  const { mimeType, demuxer } = probe;
  const isHeif = mimeType === 'image/heic' || mimeType === 'image/heif';
  if (isHeif && demuxer === undefined) return openHeif(path, probe);
  if (mimeType === 'image/avif') return openAvif(path, probe, fitWithinPx);
  // From memory: librsvg lets a drawing on disk pull in its neighbours.
  if (mimeType === 'image/svg+xml') return { input: await readFile(path), orientation: 1 };
  if (demuxer !== undefined) return openByFfmpeg(path, probe, fitWithinPx);
  if (mimeType === 'image/webp') return openWebp(path, probe);
  // What is missing of it may be all but its first picture, of which its decoder says nothing.
  if (mimeType === 'image/gif') return { input: path, orientation: 'own', isCut: fileEndsEarly(path) };
  if (/^image\/(jpeg|png|tiff)$/.test(mimeType)) {
    return { input: path, orientation: 'own', colour: probe.colour };
  }
  return openRaw(path, probe);
}

/** A few bounded reads, and one picture unpacked. */
function openCover(path: string): SourcePicture {
  const source = ByteSource.open(path);
  let cover: Buffer | undefined;
  try {
    cover = readEpubCover(source);
  } finally {
    source.close();
  }
  if (!cover) throw new NoPicture('it has no cover');
  return { input: cover, orientation: 'own' };
}

/**
 * Finds the picture that stands for a file: the picture itself, a film's telling frame, a sound's cover, a
 * document's first page, a raw's preview.
 *
 * @throws NoPicture when there is none to show, ToolFailed or WorkerJobFailed when it cannot be had
 */
export async function openSourcePicture(
  path: string,
  probe: ProbeResult,
  fitWithinPx: number,
): Promise<SourcePicture> {
  switch (probe.kind) {
    case 'image':
      return openImage(path, probe, fitWithinPx);
    case 'video':
      return { ...(await findRepresentativeFrame(path, probe, fitWithinPx)), orientation: 1 };
    case 'audio': {
      if (!probe.hasCover) throw new NoPicture('it has no cover');
      const request = { path, demuxer: probe.demuxer, fitWithinPx, encoding: 'png', cover: true } as const;
      return { input: await extractFrame(request), orientation: 1 };
    }
    case 'document':
      if (probe.mimeType === 'application/epub+zip') return openCover(path);
      if (probe.mimeType !== 'application/pdf') throw new NoPicture('documents of this type have no picture');
      return { input: await drawFirstPage(path, fitWithinPx), orientation: 1 };
    case 'other':
      throw new NoPicture('files of this type have no picture');
  }
}
