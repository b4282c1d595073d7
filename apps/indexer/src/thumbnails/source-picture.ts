import { readFile } from 'node:fs/promises';
import type { SharpOptions } from 'sharp';
import { ToolFailed } from '../media-tools/confined-process.js';
import { readEmbeddedPreview } from '../media-tools/exiftool.js';
import { extractFrame } from '../media-tools/ffmpeg.js';
import { convertHeif } from '../media-tools/heif-convert.js';
import { drawFirstPage } from '../media-tools/pdf-page.js';
import { WorkerPool } from '../media-tools/worker-pool.js';
import type { ProbeResult } from '../probing/probe-result.js';
import { findRepresentativeFrame } from './video-poster.js';

/** Something sharp can open. */
export interface SourcePicture {
  input: string | Buffer;
  options?: SharpOptions;
  /** The turn to give it, as an EXIF orientation: what its own EXIF says (`own`), or a number known otherwise. */
  orientation: 'own' | number;
}

/** There is nothing to show; the message is for people. */
export class NoPicture extends Error {}

const HEIC_FALLBACK_MAX_PIXELS = 64_000_000;

const heicDecoders = new WorkerPool<string, { width: number; height: number; data: Uint8ClampedArray }>({
  entry: new URL('./heic-worker', import.meta.url),
  size: 1,
  jobTimeoutMs: 60_000,
  resourceLimits: { maxOldGenerationSizeMb: 1024 },
});

async function openHeif(path: string, probe: ProbeResult): Promise<SourcePicture> {
  try {
    return { input: await convertHeif(path), orientation: 1 };
  } catch (error) {
    if (!(error instanceof ToolFailed) || error.why === 'timed-out') throw error;
  }
  if ((probe.width ?? 0) * (probe.height ?? 0) > HEIC_FALLBACK_MAX_PIXELS)
    throw new NoPicture('the picture is too large');
  const { width, height, data } = await heicDecoders.run(path);
  return {
    input: Buffer.from(data.buffer),
    options: { raw: { width, height, channels: 4 } },
    orientation: 1,
  };
}

/** A sequence that also holds a still picture opens as one when it calls itself so; else its first frame is taken. */
async function openAvif(path: string, probe: ProbeResult, fitWithinPx: number): Promise<SourcePicture> {
  if (probe.demuxer === undefined) return { input: path, orientation: 'own' };
  const frame = await extractFrame({ path, demuxer: probe.demuxer, fitWithinPx, encoding: 'png' }).catch(
    () => undefined,
  );
  if (frame && frame.length > 0) return { input: frame, orientation: 1 };
  const still = await readFile(path);
  still.write('avif', 8, 'latin1');
  return { input: still, orientation: 'own' };
}

async function openRaw(path: string, probe: ProbeResult): Promise<SourcePicture> {
  const preview = await readEmbeddedPreview(path);
  if (!preview) throw new NoPicture('the camera left no preview in it');
  return { input: preview, orientation: probe.orientation ?? 'own' };
}

async function openImage(path: string, probe: ProbeResult, fitWithinPx: number): Promise<SourcePicture> {
  const { mimeType, demuxer } = probe;
  if (mimeType === 'image/heic' || mimeType === 'image/heif') return openHeif(path, probe);
  if (mimeType === 'image/avif') return openAvif(path, probe, fitWithinPx);
  // From memory: librsvg lets a drawing on disk pull in its neighbours.
  if (mimeType === 'image/svg+xml') return { input: await readFile(path), orientation: 1 };
  if (demuxer !== undefined) {
    const frame = await extractFrame({ path, demuxer, fitWithinPx, encoding: 'png' });
    return { input: frame, orientation: 1 };
  }
  if (/^image\/(jpeg|png|gif|webp|tiff)$/.test(mimeType)) return { input: path, orientation: 'own' };
  return openRaw(path, probe);
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
      return { input: await findRepresentativeFrame(path, probe, fitWithinPx), orientation: 1 };
    case 'audio': {
      if (!probe.hasCover) throw new NoPicture('it has no cover');
      const request = { path, demuxer: probe.demuxer, fitWithinPx, encoding: 'png', cover: true } as const;
      return { input: await extractFrame(request), orientation: 1 };
    }
    case 'document':
      if (probe.mimeType !== 'application/pdf') throw new NoPicture('documents of this type have no picture');
      return { input: await drawFirstPage(path, fitWithinPx), orientation: 1 };
    case 'other':
      throw new NoPicture('files of this type have no picture');
  }
}
