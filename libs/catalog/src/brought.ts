import type { UserId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { TAKES_ROOM } from './listed.js';

/** How many bytes each of these people brought in that still take room; who brought nothing is left out. */
export async function findBroughtBytes(
  database: Queryable,
  people: readonly UserId[],
): Promise<Map<UserId, number>> {
  const rows = await database.query<{ id: UserId; bytes: string }[]>(
    `SELECT f.uploaded_by AS id, sum(f.size_bytes) AS bytes FROM catalog.files f
     WHERE f.uploaded_by = ANY ($1::uuid[]) AND ${TAKES_ROOM} GROUP BY f.uploaded_by`,
    [people],
  );
  return new Map(rows.map(({ id, bytes }) => [id, Number(bytes)]));
}
