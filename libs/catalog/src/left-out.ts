import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';

/** Something in the library that is not indexed, and why: a row of `LEFT_OUT_LIST`. */
export interface LeftOut {
  readonly path: string;
  /** In words for people. */
  readonly reason: string;
}

/** For a list that is paged by `"pageKey"` and `id`. */
export const LEFT_OUT_LIST = `SELECT md5(l.path)::uuid AS id, l.path, l.reason, l.path AS "pageKey" FROM catalog.left_out l`;

/** What the last scan of everything left out: how many, and as many of them as are listed. */
export async function recordLeftOut(
  database: DataSource,
  { count, listed }: { count: number; listed: readonly LeftOut[] },
): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.query('DELETE FROM catalog.left_out');
    await manager.query(
      `INSERT INTO catalog.left_out (path, reason) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
      [listed.map(({ path }) => asStored(path)), listed.map(({ reason }) => reason)],
    );
    await manager.query('UPDATE catalog.library SET left_out = $1', [count]);
  });
}

/** What a look at some paths, and below some folders, left out, in place of what was left out there before. Few, and all of them listed. */
export async function recordLeftOutAt(
  database: Queryable,
  {
    paths,
    folders,
    found,
  }: { paths: readonly string[]; folders: readonly string[]; found: readonly LeftOut[] },
): Promise<void> {
  await database.query(
    `WITH seen AS (SELECT DISTINCT ON (path) path, reason FROM unnest($3::text[], $4::text[]) AS found (path, reason)),
       gone AS (
         DELETE FROM catalog.left_out l
         WHERE (l.path = ANY($1::text[]) OR EXISTS (SELECT FROM unnest($2::text[]) AS folder WHERE starts_with(l.path, folder || '/')))
           AND NOT EXISTS (SELECT FROM seen WHERE seen.path = l.path)
         RETURNING 1),
       added AS (INSERT INTO catalog.left_out (path, reason) SELECT path, reason FROM seen ON CONFLICT (path) DO NOTHING RETURNING 1)
     UPDATE catalog.library SET left_out = greatest(0, left_out + (SELECT count(*) FROM added) - (SELECT count(*) FROM gone))
     WHERE EXISTS (SELECT FROM added) OR EXISTS (SELECT FROM gone)`,
    [
      paths.map(asStored),
      folders.map(asStored),
      found.map(({ path }) => asStored(path)),
      found.map(({ reason }) => reason),
    ],
  );
}

function asStored(path: string): string {
  return path.toWellFormed().replaceAll('\0', '');
}

/** The folders where other disks were mounted, and what was seen there. */
export async function findMounts(database: Queryable): Promise<Map<string, string>> {
  const [row] = await database.query<{ mounts: Record<string, string> }[]>(
    'SELECT mounts FROM catalog.library',
  );
  return new Map(Object.entries(row?.mounts ?? {}));
}

export async function recordMounts(database: Queryable, mounts: ReadonlyMap<string, string>): Promise<void> {
  await database.query('UPDATE catalog.library SET mounts = $1::jsonb WHERE mounts <> $1::jsonb', [
    JSON.stringify(Object.fromEntries(mounts)),
  ]);
}
