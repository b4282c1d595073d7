import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a list goes along without being the order of the table. */
const ORDERS: readonly (readonly [string, string])[] = [
  ['files_by_name', '(name COLLATE catalog.human_order, id) INCLUDE (unlisted_as)'],
  ['files_by_duration', '((COALESCE(duration_sec, -1)), id) INCLUDE (unlisted_as)'],
  ['files_by_popularity', '(popularity, id) INCLUDE (unlisted_as)'],
];

/** Postgres asks an index together with another only where not both are for the same part of the table, here what is listed. */
export class OrdersBesideWords1795949712966 implements MigrationInterface {
  name = 'OrdersBesideWords1795949712966';
  /** Indexes that are built beside running writes. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, definition] of ORDERS) {
      // May be done again after a crash.
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS catalog.${name}_next`);
      await runner.query(`CREATE INDEX CONCURRENTLY ${name}_next ON catalog.files ${definition}`);
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS catalog.${name}`);
      await runner.query(`ALTER INDEX catalog.${name}_next RENAME TO ${name}`);
    }
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
