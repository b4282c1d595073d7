import { z } from 'zod';
import { fileKind, fileState } from './file.js';
import { albumId, deviceId, userId } from './ids.js';
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

const DEGREES = /^-?\d{1,3}(\.\d{1,15})?$/;

/** Four sides of a part of the earth, in degrees. */
function isBox(value: string): boolean {
  const parts = value.split(',');
  if (parts.length !== 4 || !parts.every((part) => DEGREES.test(part))) return false;
  const [west, south, east, north] = parts.map(Number) as [number, number, number, number];
  return [west, east].every((lon) => Math.abs(lon) <= 180) && -90 <= south && south <= north && north <= 90;
}

/** `west,south,east,north`, all within it; west of more than east goes over the 180th meridian. */
export const geoBox = z.string().max(100).refine(isBox, 'must be west,south,east,north in degrees');

/** A day of any year, `02-29`. */
const monthDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);

/** What a list of files, and the timeline over it, may be narrowed to; all that is given must hold. */
export const fileFilter = z.object({
  /** Words and parts of the name, folder, tags, camera, title, artist, album or place; years and months. */
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
  /** Taken within these sides of the map. */
  bbox: geoBox.optional(),
  /** Taken at this place, in the words of a file's `place`. */
  place: text({ min: 1, max: 200 }).optional(),
  /** Taken on this day of any year, by the clock where that was. */
  anniversary: monthDay.optional(),
  album: albumId.optional(),
});
export type FileFilter = z.output<typeof fileFilter>;
