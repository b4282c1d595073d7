import type { AddValue, FilesFilter } from './files-filter.js';
import { planCondition, planOf } from './files-search.js';
import { LISTED } from './listed.js';
import { isWithin, readBox } from './map-cells.js';

/** What must hold of the files of a list: that they are listed, what they are narrowed to, and what is searched for. */
export function listConditions(filter: FilesFilter, add: AddValue): string[] {
  const found = filter.query === undefined ? [] : [planCondition(planOf(filter), add)];
  return [...narrowConditions(filter, add), ...found];
}

/** The same without what is searched for. */
export function narrowConditions(filter: FilesFilter, add: AddValue): string[] {
  return [
    LISTED,
    ...placeConditions(filter, add),
    ...timeConditions(filter, add),
    ...contentConditions(filter, add),
  ];
}

function placeConditions(
  { folder, under, uploader, device, ...filter }: FilesFilter,
  add: AddValue,
): string[] {
  return [
    ...where(filter.ids, (value) => `f.id = ANY(${add(value)}::uuid[])`),
    ...where(filter.albumId ?? filter.album, (value) => isInAlbum(add(value))),
    ...where(folder, (value) => `f.folder = ${add(value)}`),
    ...where(under || undefined, (value) => isUnder(add(value))),
    ...where(filter.tag, (value) => `f.tags @> ARRAY[${add(value)}::text] AND f.tags <> '{}'`),
    ...where(filter.favourite, (value) => (value ? 'f.favourite' : 'NOT f.favourite')),
    ...where(uploader, (value) => `f.uploaded_by = ${add(value)}`),
    ...where(device, (value) => `f.device_id = ${add(value)}`),
    ...where(filter.near, (value) => isNear(value, add)),
    ...where(filter.bbox, (value) => isWithin(readBox(value), add)),
    ...where(filter.place, (value) => `f.place = ${add(value)}`),
  ];
}

function timeConditions({ from, to, withinHours, anniversary }: FilesFilter, add: AddValue): string[] {
  return [
    ...where(anniversary, (value) => `${DAY_OF_YEAR} = ${add(Number(value.replace('-', '')))}`),
    ...where(from, (value) =>
      isDay(value) ? `f.local_time >= ${add(value)}::date` : `f.shown_at >= ${add(value)}::timestamptz`,
    ),
    ...where(to, (value) =>
      isDay(value)
        ? `f.local_time < ${add(value)}::date + interval '1 day'`
        : `f.shown_at <= ${add(value)}::timestamptz`,
    ),
    ...where(withinHours, (value) => `f.created_at >= now() - ${add(value)} * interval '1 hour'`),
  ];
}

function contentConditions({ type, state, camera, ...filter }: FilesFilter, add: AddValue): string[] {
  return [
    ...where(type, (kinds) =>
      kinds.length === 1 ? `f.kind = ${add(kinds[0])}` : `f.kind = ANY(${add([...new Set(kinds)])}::text[])`,
    ),
    ...where(state, (value) => `f.state = ${add(value)}`),
    ...where(camera, (value) => `f.camera = ${add(value)}`),
    ...where(filter.minSizeBytes, (value) => `f.size_bytes >= ${add(value)}`),
    ...where(filter.maxSizeBytes, (value) => `f.size_bytes <= ${add(value)}`),
    ...where(filter.minDurationSec, (value) => `f.duration_sec >= ${add(value)}`),
    ...where(filter.maxDurationSec, (value) => `f.duration_sec <= ${add(value)}`),
    ...where(filter.minWidth, (value) => `f.width >= ${add(value)}`),
  ];
}

function where<T>(value: T | undefined, condition: (value: T) => string): string[] {
  return value === undefined ? [] : [condition(value)];
}

/** A folder and all below it: a range of `folder`, whatever the database's collation. '0' is the character after '/'. */
export function isUnder(folder: string): string {
  return `(f.folder = ${folder}::text OR (f.folder ~>=~ (${folder}::text || '/') AND f.folder ~<~ (${folder}::text || '0')))`;
}

function isInAlbum(albumId: string): string {
  return `EXISTS (SELECT FROM catalog.album_files a WHERE a.album_id = ${albumId}::uuid AND a.file_id = f.id)`;
}

function isDay(value: string): boolean {
  return value.length === 'YYYY-MM-DD'.length;
}

/** Month and day as a number, 1224 for Christmas Eve: as the index `files_by_anniversary` has it. */
const DAY_OF_YEAR = `(extract(month FROM f.local_time) * 100 + extract(day FROM f.local_time))`;

/** Less than a degree of latitude is anywhere, so that the band is never too narrow. */
const KM_PER_DEGREE = 111.19;
const EARTH_RADIUS_KM = 6371;

/** Within so many kilometres by the haversine; the band of latitudes lets an index help. */
function isNear(near: string, add: AddValue): string {
  const [lat, lon, km] = near.split(',').map(Number) as [number, number, number];
  const band = km / KM_PER_DEGREE;
  const [south, north] = [add(lat - band), add(lat + band)];
  const [toLat, toLon] = [`${add(lat)}::float8`, `${add(lon)}::float8`];
  return `f.gps_lat BETWEEN ${south} AND ${north} AND ${2 * EARTH_RADIUS_KM} * asin(sqrt(least(1,
    sin(radians(f.gps_lat - ${toLat}) / 2) ^ 2
    + cos(radians(f.gps_lat)) * cos(radians(${toLat})) * sin(radians(f.gps_lon - ${toLon}) / 2) ^ 2))) <= ${add(km)}::float8`;
}
