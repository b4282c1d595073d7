import { z } from 'zod';
import { fileKind, fileState } from './file.js';
import { deviceId, userId } from './ids.js';
import { libraryFolder, text } from './text.js';

const YEAR = /^(?!0000)\d{4}/;

/** A day, `2024-03-01`, by the clock where a picture was taken; or a moment (RFC 3339). */
const dayOrMoment = z.union([z.iso.date().regex(YEAR), z.iso.datetime({ offset: true }).regex(YEAR)]);
const sizeBytes = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();
const durationSec = z.coerce.number().min(0).max(1e9).optional();

function isNear(value: string): boolean {
  const parts = value.split(',');
  if (parts.length !== 3 || !parts.every((part) => /^-?\d{1,5}(\.\d{1,15})?$/.test(part))) return false;
  const [lat, lon, km] = parts.map(Number) as [number, number, number];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && km > 0;
}

/** What a list of files, and the timeline over it, may be narrowed to; all that is given must hold. */
export const fileFilter = z.object({
  /** Words and parts of the name, folder, tags, camera, title, artist or album; years and months. */
  query: text({ max: 200 }).optional(),
  /** Several kinds with commas between them. */
  type: z
    .string()
    .transform((kinds) => kinds.split(','))
    .pipe(z.array(fileKind))
    .optional(),
  state: fileState.optional(),
  /** Exactly this folder. */
  folder: libraryFolder.optional(),
  /** This folder and all below it. */
  under: libraryFolder.optional(),
  tag: text({ min: 1, max: 200 }).optional(),
  favourite: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  uploader: userId.optional(),
  device: deviceId.optional(),
  camera: text({ min: 1, max: 500 }).optional(),
  /** Both ends belong to it. */
  from: dayOrMoment.optional(),
  to: dayOrMoment.optional(),
  /** Came into the library in the last so many hours. */
  withinHours: z.coerce.number().positive().max(1_000_000).optional(),
  minSizeBytes: sizeBytes,
  maxSizeBytes: sizeBytes,
  minDurationSec: durationSec,
  maxDurationSec: durationSec,
  /** In pixels, after rotation. */
  minWidth: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** Latitude, longitude and kilometres around them, with commas between. */
  near: z.string().max(100).refine(isNear, 'must be latitude,longitude,kilometres').optional(),
});
export type FileFilter = z.output<typeof fileFilter>;
