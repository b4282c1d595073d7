import { setTimeout } from 'node:timers/promises';
import type { DynamicModule } from '@nestjs/common';
import type { MixedList, MigrationInterface, QueryRunner } from 'typeorm';

const LOCK_RETRY_MS = 250;

type MigrationClass = new () => MigrationInterface;
type EntityClass = abstract new (...args: never[]) => object;

export interface Schema {
  readonly name: string;
  readonly entities: readonly EntityClass[];
  /** In order; forward only. */
  readonly migrations: readonly MigrationClass[];
}

interface DatabaseOptions {
  readonly url: string;
  readonly applicationName: string;
  /** Brought up to date before the service starts, by one copy at a time. */
  readonly schemas: readonly Schema[];
  readonly poolSize?: number;
}

/** Connects TypeORM to the service's schemas, migrating them first. */
export async function databaseModule(options: DatabaseOptions): Promise<DynamicModule> {
  // TypeORM is loaded only here and below: a service without a database is 6 MB smaller.
  const { TypeOrmModule } = await import('@nestjs/typeorm');
  return TypeOrmModule.forRootAsync({
    useFactory: async () => {
      for (const schema of options.schemas) await migrate(options.url, schema);
      return {
        ...connectionOf(options.url, options.applicationName),
        entities: options.schemas.flatMap(({ entities }) => [...entities]) as MixedList<never>,
        poolSize: options.poolSize ?? 10,
        retryAttempts: 30,
        retryDelay: 1_000,
      };
    },
  });
}

/** Brings one schema up to date. Copies that start together wait for each other on an advisory lock. */
export async function migrate(url: string, schema: Schema): Promise<void> {
  const { DataSource } = await import('typeorm');
  const source = new DataSource({
    ...connectionOf(url, `migrate ${schema.name}`),
    // An index over millions of rows takes its time, and so does waiting for the copy that makes it.
    extra: {},
    schema: schema.name,
    migrations: [...schema.migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await waitForLock(lock, schema.name);
    await lock.query(`CREATE SCHEMA IF NOT EXISTS ${schema.name}`);
    await source.runMigrations();
  } finally {
    // The lock goes with its connection.
    await lock.release();
    await source.destroy();
  }
}

/** Asks again and again: a statement that waits would hold back an index that is built beside running writes. */
async function waitForLock(runner: QueryRunner, schema: string): Promise<void> {
  for (;;) {
    const [row] = (await runner.query(
      `SELECT pg_try_advisory_lock(hashtext('hearth.migrate'), hashtext($1)) AS locked`,
      [schema],
    )) as [{ locked: boolean }];
    if (row.locked) return;
    await setTimeout(LOCK_RETRY_MS);
  }
}

function connectionOf(url: string, applicationName: string) {
  return {
    type: 'postgres' as const,
    url,
    applicationName,
    installExtensions: false,
    logging: false,
    connectTimeoutMS: 5_000,
    // A query that takes longer holds a connection that others wait for.
    extra: { statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000 },
  };
}
