import type { UserId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';

interface QuotaRow {
  readonly quotaBytes: number | null;
}

const QUOTA = 'SELECT quota_bytes::float8 AS "quotaBytes" FROM identity.users WHERE id = $1';

/** Null for who has none, and for who is gone. */
export async function findQuota(database: Queryable, id: UserId): Promise<number | null> {
  const [row] = await database.query<QuotaRow[]>(QUOTA, [id]);
  return row?.quotaBytes ?? null;
}

/** The same, and others who ask so wait until this transaction ends. */
export async function lockQuota(database: Queryable, id: UserId): Promise<number | null> {
  const [row] = await database.query<QuotaRow[]>(`${QUOTA} FOR NO KEY UPDATE`, [id]);
  return row?.quotaBytes ?? null;
}
