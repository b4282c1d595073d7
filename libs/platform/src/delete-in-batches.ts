import { returning, type Queryable } from './queryable.js';

const ROWS_AT_ONCE = 10_000;

/**
 * Deletes all rows of a table that is not partitioned for which a condition in SQL holds, so many in one statement. Copies that
 * do it at the same time share the work: none waits for another. Returns how many rows it deleted.
 */
export async function deleteInBatches(
  database: Queryable,
  table: string,
  condition: string,
  values: readonly unknown[] = [],
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { length } = await returning(
      database,
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${ROWS_AT_ONCE} FOR UPDATE SKIP LOCKED)) RETURNING 1`,
      [...values],
    );
    deleted += length;
    if (length < ROWS_AT_ONCE) return deleted;
  }
}
