import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { mayTryStep } from './failed-steps.js';
import { LISTED, ON_DISK } from './listed.js';

/** Hashes that differ by no more of their 64 bits are of pictures that look alike. */
export const NEAR_BITS = 6;

const BANDS = 4;
const BAND_BITS = 16;

/** The parts of a hash, each a number of its own by its place. */
export function bandsOf(hash: bigint): number[] {
  const bits = BigInt.asUintN(BANDS * BAND_BITS, hash);
  return Array.from({ length: BANDS }, (_, band) => {
    const part = Number((bits >> BigInt(band * BAND_BITS)) & 0xffffn);
    return band * 2 ** BAND_BITS + part;
  });
}

/**
 * The parts of all hashes that differ by up to seven bits have one of these among them: of four parts one then differs by a single bit
 * at most. So few rows are looked at, however many pictures there are.
 */
export function bandsNear(hash: bigint): number[] {
  return bandsOf(hash).flatMap((band) => [
    band,
    ...Array.from({ length: BAND_BITS }, (_, bit) => band ^ (2 ** bit)),
  ]);
}

/** Pictures that were not hashed yet, when nothing waits to be looked at for the first time. */
export async function findFilesToHash(database: Queryable, step: string, limit: number): Promise<FileId[]> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT f.id FROM catalog.files f WHERE f.kind = 'image' AND f.state = 'ready' AND f.has_thumbnail AND f.sha256 IS NOT NULL
       AND ${ON_DISK} AND ${mayTryStep(step)}
       AND NOT EXISTS (SELECT FROM catalog.picture_hashes h WHERE h.sha256 = f.sha256)
       AND NOT EXISTS (SELECT FROM catalog.files i WHERE i.state = 'indexing' AND i.unlisted_as IS NULL AND i.missing_since IS NULL)
     LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** The content of a file that has a small picture. */
export async function findPicturedContent(database: Queryable, id: FileId): Promise<string | undefined> {
  const [row] = await database.query<{ sha256: string }[]>(
    'SELECT f.sha256 FROM catalog.files f WHERE f.id = $1 AND f.has_thumbnail AND f.sha256 IS NOT NULL',
    [id],
  );
  return row?.sha256;
}

/** Keeps a picture's hash, and joins it to what looks most like it. Undefined: nothing can be said of it. */
export async function recordPictureHash(
  database: DataSource,
  sha256: string,
  hash: bigint | undefined,
): Promise<void> {
  await database.transaction(async (manager) => {
    // Two that come at the same moment would not see each other.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('catalog.picture_hashes'))`);
    const near = hash === undefined ? undefined : await joinNearest(manager, sha256, hash);
    await manager.query(
      `INSERT INTO catalog.picture_hashes (sha256, hash, bands, near_group) VALUES ($1, $2, $3, $4)
       ON CONFLICT (sha256) DO NOTHING`,
      [
        sha256,
        hash === undefined ? null : String(hash),
        hash === undefined ? [] : bandsOf(hash),
        near ?? null,
      ],
    );
  });
}

const DISTANCE = 'bit_count((h.hash # $2::bigint)::bit(64))';

/** Returns the group of what is nearest, which is made if there was none. */
async function joinNearest(database: Queryable, sha256: string, hash: bigint): Promise<string | undefined> {
  const [nearest] = await database.query<{ sha256: string; near_group: string | null }[]>(
    `SELECT h.sha256, h.near_group FROM catalog.picture_hashes h
     WHERE h.bands && $1::int[] AND ${DISTANCE} <= ${NEAR_BITS} AND h.sha256 <> $3 ORDER BY ${DISTANCE}, h.sha256 LIMIT 1`,
    [bandsNear(hash), String(hash), sha256],
  );
  if (!nearest) return undefined;
  if (nearest.near_group !== null) return nearest.near_group;
  await database.query('UPDATE catalog.picture_hashes SET near_group = sha256 WHERE sha256 = $1', [
    nearest.sha256,
  ]);
  return nearest.sha256;
}

export interface NearGroup {
  readonly id: string;
  /** Different contents. */
  readonly count: number;
  /** One file of each content, in the order in which they were taken. */
  readonly ids: readonly FileId[];
}

/** Groups of listed pictures that look alike, in the order of their names. */
export function findNearGroups(
  database: Queryable,
  { after, limit, filesShown }: { after?: string | undefined; limit: number; filesShown: number },
): Promise<NearGroup[]> {
  return database.query<NearGroup[]>(
    `SELECT one.near_group AS id, count(*)::int AS count, (array_agg(one.id ORDER BY one.local_time, one.id))[1:$3] AS ids
     FROM (
       SELECT DISTINCT ON (h.near_group, h.sha256) h.near_group, f.id, f.local_time
       FROM catalog.picture_hashes h JOIN catalog.files f ON f.sha256 = h.sha256
       WHERE h.near_group > $1 AND ${LISTED} ORDER BY h.near_group, h.sha256, f.id
     ) AS one
     GROUP BY one.near_group HAVING count(*) > 1 ORDER BY one.near_group LIMIT $2`,
    [after ?? '', limit, filesShown],
  );
}
