import { join } from 'node:path';
import { derivedPath } from '@hearth/catalog';
import { PREVIEW_PX } from '@hearth/contracts';
import sharp, { type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { ToolFailed } from '../media-tools/confined-process.js';
import { WorkerJobFailed } from '../media-tools/worker-pool.js';
import type { ProbeResult } from '../probing/probe-result.js';
import { fileEndsEarly } from './cut-off.js';
import type { PreviewDecision } from './decide-preview.js';
import { decode } from './decode-picture.js';
import { writeAtomically } from './derived-files.js';
import { decidePreviewSide } from './preview-side.js';
import { NOTHING_LEFT, NoPicture, openSourcePicture, type SourcePicture } from './source-picture.js';

const SHA256 = /^[0-9a-f]{64}$/;
/** Longer sides, in pixels. */
const GRID_PX = 320;
const THUMBHASH_PX = 100;

/** Measured on camera photos: effort 2 takes half the time of 4 for 4 % more bytes. */
export const PREVIEW_WEBP = { quality: 80, effort: 2, smartSubsample: false } as const;
/** Of real photos effort 1 takes less than half the time of 3 for a fifth more bytes: 6.2 KB each. JPEG would take half of that again, and 8.2 KB. */
export const GRID_WEBP = { quality: 75, effort: 1 } as const;

/** May pass: another time there is less to do. */
export const TOOK_TOO_LONG = 'the picture took too long to decode';

/** A part of it can be seen. */
export const IS_CUT = 'a part of the picture is missing: the file is cut off';

export interface Thumbnail {
  /** Under the derived folder. */
  path: string;
  width: number;
  height: number;
  sizeBytes: number;
}

export interface Thumbnails {
  grid: Thumbnail;
  /** Where it was to be made now; also of what is damaged, which browsers may not draw as it is. */
  preview: Thumbnail | undefined;
  /** Base64, about 25 bytes: a blur to show while the rest loads. */
  thumbhash: string;
  /** Where something of the picture is missing, in words for people. */
  reason?: string;
}

export interface ThumbnailRequest {
  /** Absolute path of the original. */
  path: string;
  /** What `probeFile` said about it. */
  probe: ProbeResult;
  derivedFolder: string;
  /** Of the original; names the derived files. */
  sha256: string;
  /** Whether a preview is made as well. */
  preview?: PreviewDecision;
}

export async function thumbhashOf(picture: Sharp): Promise<string> {
  const { data, info } = await picture
    .resize(THUMBHASH_PX, THUMBHASH_PX, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}

interface Encoded {
  data: Buffer;
  info: { width: number; height: number };
}

const encode = (picture: Sharp): Promise<Encoded> => picture.toBuffer({ resolveWithObject: true });

async function render(
  source: SourcePicture,
  fits: number,
  withPreview: boolean,
): Promise<{
  grid: Encoded;
  preview: Encoded | undefined;
  thumbhash: string;
  isCut: boolean;
  isFlawed: boolean;
}> {
  const { data, info, isCut = false, isFlawed = isCut } = await decode(source, fits);
  const picture = sharp(data, { raw: info });
  const small = await picture
    .clone()
    .resize(GRID_PX, GRID_PX, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = small.info;
  const grid = sharp(small.data, { raw: { width, height, channels } });
  return {
    grid: await encode(grid.clone().webp(GRID_WEBP)),
    preview: withPreview ? await encode(picture.webp(PREVIEW_WEBP)) : undefined,
    thumbhash: await thumbhashOf(grid),
    ...{ isCut, isFlawed },
  };
}

async function store(
  { data, info }: Encoded,
  { derivedFolder, sha256 }: ThumbnailRequest,
  size: 'grid' | 'preview',
): Promise<Thumbnail> {
  // It becomes a folder's name.
  if (!SHA256.test(sha256)) throw new TypeError('not a SHA-256 in lower-case hex');
  const path = derivedPath(sha256, size);
  await writeAtomically(join(derivedFolder, path), data);
  return { path, width: info.width, height: info.height, sizeBytes: data.length };
}

function sideOf({ mimeType, width, height }: ProbeResult): number {
  if (mimeType !== 'image/jpeg' || width === undefined || height === undefined) return PREVIEW_PX;
  return decidePreviewSide(Math.max(width, height));
}

export function describeFailure(
  error: unknown,
  { path, probe }: Pick<ThumbnailRequest, 'path' | 'probe'>,
): string {
  if (error instanceof NoPicture) return error.message;
  const isToolMissing = error instanceof ToolFailed && error.why === 'missing';
  if (isToolMissing) return `${error.message.split(':')[0]} is not installed`;
  const isLate =
    (error instanceof ToolFailed || error instanceof WorkerJobFailed) && error.why === 'timed-out';
  const message = error instanceof Error ? error.message : '';
  if (isLate || /timeout/i.test(message)) return TOOK_TOO_LONG;
  if (/pixel limit/i.test(message)) return 'the picture has too many pixels';
  return probe.kind === 'image' && fileEndsEarly(path) ? NOTHING_LEFT : 'the picture cannot be decoded';
}

/**
 * Makes both sizes and the thumbhash of a file from one decode and writes them under the derived folder.
 * Doing it again for the same content is harmless.
 *
 * @returns the thumbnails, or why there are none, in words for people
 * @throws when the derived folder cannot be written (disk full): that says nothing about the file
 */
export async function makeThumbnails(request: ThumbnailRequest): Promise<Thumbnails | { failed: string }> {
  let rendered: Awaited<ReturnType<typeof render>>;
  try {
    const withPreview = (request.preview ?? 'now') === 'now';
    const side = sideOf(request.probe);
    const source = await openSourcePicture(request.path, request.probe, PREVIEW_PX);
    rendered = await render(source, withPreview ? side : GRID_PX, withPreview);
    if (rendered.isFlawed && !withPreview) rendered = await render(source, side, true);
  } catch (error) {
    return { failed: describeFailure(error, request) };
  }
  return {
    grid: await store(rendered.grid, request, 'grid'),
    preview: rendered.preview && (await store(rendered.preview, request, 'preview')),
    thumbhash: rendered.thumbhash,
    ...(rendered.isCut && { reason: IS_CUT }),
  };
}

/**
 * Makes the preview alone, of a file that has its small picture already.
 *
 * @returns undefined, or why there is none, in words for people
 * @throws as `makeThumbnails`
 */
export async function makePreview(request: ThumbnailRequest): Promise<{ failed: string } | undefined> {
  let preview: Encoded;
  try {
    const source = await openSourcePicture(request.path, request.probe, PREVIEW_PX);
    const { data, info } = await decode(source, sideOf(request.probe));
    preview = await encode(sharp(data, { raw: info }).webp(PREVIEW_WEBP));
  } catch (error) {
    return { failed: describeFailure(error, request) };
  }
  await store(preview, request, 'preview');
  return undefined;
}
