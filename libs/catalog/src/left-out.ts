import type { DataSource } from 'typeorm';
import type { Queryable } from './queryable.js';

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
      [
        listed.map(({ path }) => path.toWellFormed().replaceAll('\0', '')),
        listed.map(({ reason }) => reason),
      ],
    );
    await manager.query('UPDATE catalog.library SET left_out = $1', [count]);
  });
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
