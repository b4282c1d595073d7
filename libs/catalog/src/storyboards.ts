import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { findFilmsInQuiet } from './films-in-quiet.js';
import { derivedFolder } from './library-path.js';
import { ON_DISK, SERVED } from './listed.js';

/** Shorter films are seeked in without help. */
const SHORTEST_SEC = 10;

/** How the small pictures of a film lie on their sheet: in rows, one for each stretch of the film. */
export interface Storyboard {
  readonly tiles: number;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly everySec: number;
}

/** The sheet inside the derived folder. */
export function storyboardPath(sha256: string): string {
  return `${derivedFolder(sha256)}/storyboard.jpg`;
}

const NEEDS_ONE = `f.kind = 'video' AND f.state = 'ready' AND f.has_thumbnail AND f.sha256 IS NOT NULL
  AND f.duration_sec >= ${SHORTEST_SEC} AND ${ON_DISK} AND NOT EXISTS (SELECT FROM catalog.storyboards s WHERE s.sha256 = f.sha256)`;

/** Films without one, the newest first, when nothing waits to be looked at for the first time. */
export function findFilesToStoryboard(database: Queryable, step: string, limit: number): Promise<FileId[]> {
  return findFilmsInQuiet(database, NEEDS_ONE, { step, limit });
}

export async function needsStoryboard(
  database: Queryable,
  id: FileId,
): Promise<{ sha256: string; durationSec: number } | undefined> {
  const [row] = await database.query<{ sha256: string; durationSec: number }[]>(
    `SELECT f.sha256, f.duration_sec AS "durationSec" FROM catalog.files f WHERE f.id = $1 AND ${NEEDS_ONE}`,
    [id],
  );
  return row;
}

export async function recordStoryboard(
  database: Queryable,
  sha256: string,
  sheet: Storyboard,
): Promise<void> {
  await database.query(
    `INSERT INTO catalog.storyboards (sha256, tiles, columns, tile_width, tile_height, every_sec)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (sha256) DO NOTHING`,
    [sha256, sheet.tiles, sheet.columns, sheet.tileWidth, sheet.tileHeight, sheet.everySec],
  );
}

/** Of a file that is served; undefined where none is made. */
export async function findStoryboard(
  database: Queryable,
  id: FileId,
): Promise<(Storyboard & { sha256: string; durationSec: number }) | undefined> {
  const [row] = await database.query<(Storyboard & { sha256: string; durationSec: number })[]>(
    `SELECT s.sha256, s.tiles, s.columns, s.tile_width AS "tileWidth", s.tile_height AS "tileHeight", s.every_sec AS "everySec",
       f.duration_sec AS "durationSec"
     FROM catalog.files f JOIN catalog.storyboards s ON s.sha256 = f.sha256 WHERE f.id = $1 AND ${SERVED}`,
    [id],
  );
  return row;
}

/** The next contents with a storyboard; none after the last one. */
export async function findStoryboardedContents(
  database: Queryable,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await database.query<{ sha256: string }[]>(
    'SELECT sha256 FROM catalog.storyboards WHERE sha256 > $1 ORDER BY sha256 LIMIT $2',
    [after, limit],
  );
  return rows.map(({ sha256 }) => sha256);
}

/** Their sheets are gone: they are made again. */
export async function forgetStoryboards(database: Queryable, digests: readonly string[]): Promise<void> {
  await database.query('DELETE FROM catalog.storyboards WHERE sha256 = ANY($1::text[])', [digests]);
}
