import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the map, for files whose place is to be looked up, for lists of a place and of a day of any year. */
export class IndexPlaces1795904540001 implements MigrationInterface {
  name = 'IndexPlaces1795904540001';
  /** Indexes that are built beside running writes. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, definition] of INDEXES) {
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS catalog.${name}`);
      await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON catalog.files ${definition}`);
    }
    // The first of these answers all that it did.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_by_latitude');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

const LISTED = 'WHERE unlisted_as IS NULL';

const INDEXES: readonly (readonly [string, string])[] = [
  // Holds all that a map asks for, which then reads no row.
  [
    'files_on_map',
    `(gps_lat, gps_lon) INCLUDE (id, local_time, kind, state, favourite, has_thumbnail) ${LISTED} AND gps_lat IS NOT NULL`,
  ],
  ['files_unplaced', `(places_version, id) WHERE gps_lat IS NOT NULL AND state = 'ready'`],
  ['files_by_place', `(place, local_time DESC, id DESC) ${LISTED} AND place IS NOT NULL`],
  [
    'files_by_anniversary',
    `((extract(month FROM local_time) * 100 + extract(day FROM local_time)), local_time DESC, id DESC) ${LISTED}`,
  ],
];
