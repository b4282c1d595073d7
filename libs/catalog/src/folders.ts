import type { Queryable } from '@hearth/platform';
import { PICTURE } from './library-path.js';
import { LISTED } from './listed.js';
import { talliesOf } from './tallies.js';

export interface FolderCount {
  readonly files: number;
  readonly sizeBytes: number;
}

export interface CountedFolder extends FolderCount {
  readonly name: string;
}

/** `$1` is the folder; what lies below it is a range of keys. '0' is the character after '/'. */
const BELOW = `t.kind = 'folder' AND ($1::text = '' AND t.key <> '' OR t.key ~>=~ ($1::text || '/') AND t.key ~<~ ($1::text || '0'))`;
/** The part of a path that follows on the folder. */
const NEXT_PART = `split_part(substr(t.key, CASE WHEN $1::text = '' THEN 1 ELSE length($1::text) + 2 END), '/', 1)`;

/** The folders in a folder that hold listed files, at whatever depth, in no order. Tens of thousands at most. */
export function findFoldersIn(database: Queryable, folder: string): Promise<CountedFolder[]> {
  return database.query<CountedFolder[]>(
    `SELECT ${NEXT_PART} AS name, sum(t.files)::float8 AS files, sum(t.size_bytes)::float8 AS "sizeBytes"
     FROM ${talliesOf(BELOW)} AS t GROUP BY 1 HAVING sum(t.files) > 0`,
    [folder],
  );
}

/** Of the listed files in this very folder. */
export async function countFilesIn(database: Queryable, folder: string): Promise<FolderCount> {
  const [row] = await database.query<FolderCount[]>(
    `SELECT COALESCE(sum(t.files), 0)::float8 AS files, COALESCE(sum(t.size_bytes), 0)::float8 AS "sizeBytes"
     FROM ${talliesOf(`t.kind = 'folder' AND t.key = $1::text`)} AS t`,
    [folder],
  );
  return row ?? { files: 0, sizeBytes: 0 };
}

/** In so many of the folders below is looked for covers: the last ones by name, which a date in it makes the newest. */
const LOOKED_INTO = 6;
const COVERS = 4;

/** By path, the contents of up to four of the newest pictures in each of these folders or below them. */
export async function findCovers(
  database: Queryable,
  folders: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await database.query<{ folder: string; covers: string[] }[]>(
    `SELECT top.folder, array_agg(pictures.picture ORDER BY pictures.shown_at DESC) AS covers
     FROM unnest($1::text[]) AS top (folder)
     CROSS JOIN LATERAL (
       SELECT newest.picture, max(newest.shown_at) AS shown_at FROM (
         SELECT key FROM (
           SELECT top.folder AS key
           UNION ALL (SELECT t.key FROM catalog.tallies t WHERE t.kind = 'folder' AND t.key ~>=~ (top.folder || '/')
             AND t.key ~<~ (top.folder || '0') AND t.files > 0 ORDER BY t.key USING ~>~ LIMIT ${LOOKED_INTO})
         ) AS keys
       ) AS below
       CROSS JOIN LATERAL (
         SELECT ${PICTURE} AS picture, f.shown_at FROM catalog.files f
         WHERE f.folder = below.key AND f.has_thumbnail AND f.sha256 IS NOT NULL AND ${LISTED}
         ORDER BY f.shown_at DESC LIMIT ${COVERS}
       ) AS newest
       GROUP BY newest.picture ORDER BY 2 DESC LIMIT ${COVERS}
     ) AS pictures
     GROUP BY top.folder`,
    [folders],
  );
  return new Map(rows.map(({ folder, covers }) => [folder, covers]));
}
