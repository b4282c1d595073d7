import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { mayTryStep } from './failed-steps.js';
import { narrowConditions } from './files-conditions.js';
import { planCondition, planOf } from './files-search.js';
import type { AddValue, FilesFilter } from './files-filter.js';
import { ON_DISK } from './listed.js';
import { cellsInRow, coverWithCells, isWithin, MAP_X, MAP_Y, readBox } from './map-cells.js';

/** Files that were taken near each other, as a map of this zoom shows them. */
export interface PlaceRow {
  readonly column: number;
  readonly row: number;
  readonly files: number;
  readonly lat: number;
  readonly lon: number;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  /** The last that came and has a picture. */
  readonly fileId: FileId | null;
}

const MOST_CLUSTERS = 1_000;

/** The clusters that touch a part of the map, the largest first. The ids of files grow with time. */
export function placesStatement(
  filter: FilesFilter & { readonly bbox: string },
  zoom: number,
): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const add: AddValue = (value) => `$${values.push(value)}`;
  const { bbox, query, ...rest } = filter;
  const conditions = [
    ...narrowConditions(rest, add),
    isWithin(coverWithCells(readBox(bbox), zoom), add),
    ...(query === undefined ? [] : [planCondition(planOf(filter), add)]),
  ];
  const inRow = `${add(cellsInRow(zoom))}::float8`;
  const cell = (part: string) => `least(floor((${part}) * ${inRow}), ${inRow} - 1)::int`;
  const sql = `SELECT ${cell(MAP_X)} AS "column", ${cell(MAP_Y)} AS "row", count(*)::int AS files,
      avg(f.gps_lat) AS lat, avg(f.gps_lon) AS lon, min(f.gps_lon) AS west, max(f.gps_lon) AS east,
      min(f.gps_lat) AS south, max(f.gps_lat) AS north,
      max(f.id::text COLLATE "C") FILTER (WHERE f.has_thumbnail) AS "fileId"
    FROM catalog.files f WHERE f.gps_lat IS NOT NULL AND ${conditions.join(' AND ')}
    GROUP BY 1, 2 ORDER BY files DESC, 1, 2 LIMIT ${MOST_CLUSTERS}`;
  return { sql, values };
}

export function findPlaces(
  database: Queryable,
  filter: FilesFilter & { readonly bbox: string },
  zoom: number,
): Promise<PlaceRow[]> {
  const { sql, values } = placesStatement(filter, zoom);
  return database.query<PlaceRow[]>(sql, values);
}

/** Where these were taken, in words. */
export async function findPlaceWords(
  database: Queryable,
  ids: readonly FileId[],
): Promise<Map<FileId, string | null>> {
  const rows = await database.query<{ id: FileId; place: string | null }[]>(
    'SELECT f.id, f.place FROM catalog.files f WHERE f.id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, place }) => [id, place]));
}

/** Files with a position that this list of towns was not asked about yet, the newest first. */
export async function findFilesWithoutPlace(
  database: Queryable,
  { version, step, limit }: { version: number; step: string; limit: number },
): Promise<FileId[]> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT f.id FROM catalog.files f WHERE f.places_version < $1 AND f.gps_lat IS NOT NULL AND f.gps_lon IS NOT NULL
       AND f.state = 'ready' AND ${ON_DISK} AND ${mayTryStep(step)} ORDER BY f.id DESC LIMIT $2`,
    [version, limit],
  );
  return rows.map(({ id }) => id);
}

export interface FilePosition {
  readonly lat: number;
  readonly lon: number;
}

export async function findPosition(database: Queryable, id: FileId): Promise<FilePosition | undefined> {
  const [row] = await database.query<FilePosition[]>(
    `SELECT f.gps_lat AS lat, f.gps_lon AS lon FROM catalog.files f
     WHERE f.id = $1 AND f.gps_lat IS NOT NULL AND f.gps_lon IS NOT NULL`,
    [id],
  );
  return row;
}

/** A place in words, and what else it is found by. */
export interface PlaceName {
  readonly place: string;
  readonly words: string;
}

/**
 * Writes down what is near a position, unless the file has another one by now. Nobody is told: only who looks at the file or
 * searches sees it.
 */
export async function recordPlace(
  database: Queryable,
  id: FileId,
  { lat, lon }: FilePosition,
  name: PlaceName | undefined,
  version: number,
): Promise<void> {
  await database.query(
    `UPDATE catalog.files SET place = $4, place_words = $5, places_version = $6
     WHERE id = $1 AND gps_lat = $2 AND gps_lon = $3`,
    [id, lat, lon, name?.place ?? null, name?.words ?? null, version],
  );
}
