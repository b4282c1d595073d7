import { HearthError, type Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';

/** Nobody looks at a page for longer, and a connection that is kept busy is missed by others. nginx waits for two of them, one after the other. */
export const LONGEST_LIST_MS = 10_000;

/** PostgreSQL manual, appendix A: `query_canceled`. */
const QUERY_CANCELED = '57014';

/** What `work` reads, each of its statements in no more than so many milliseconds. Throws `library.too-slow`. */
export async function withinTime<T>(
  database: DataSource,
  longestMs: number,
  work: (database: Queryable) => Promise<T>,
): Promise<T> {
  try {
    return await database.transaction(async (transaction) => {
      await transaction.query(`SET LOCAL statement_timeout = ${longestMs}`);
      return work(transaction);
    });
  } catch (error) {
    if (!isCutShort(error)) throw error;
    throw new HearthError('library.too-slow', { headers: { 'retry-after': '5' }, cause: error });
  }
}

function isCutShort(error: unknown): boolean {
  return (error as { driverError?: { code?: unknown } } | null)?.driverError?.code === QUERY_CANCELED;
}
