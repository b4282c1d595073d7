import { setTimeout } from 'node:timers/promises';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { Client } from 'pg';
import type { DataSource, MixedList, MigrationInterface, QueryRunner } from 'typeorm';
import { HealthChecks } from './health-checks.js';

const LOCK_RETRY_MS = 250;

type MigrationClass = new () => MigrationInterface;
type EntityClass = abstract new (...args: never[]) => object;

export interface Schema {
  readonly name: string;
  readonly entities: readonly EntityClass[];
  /** In order; forward only. */
  readonly migrations: readonly MigrationClass[];
  /** Database roles that read and write its rows without owning it. */
  readonly writers?: readonly string[];
}

interface DatabaseOptions {
  readonly url: string;
  readonly applicationName: string;
  /** Brought up to date before the service starts, by one copy at a time. */
  readonly schemas: readonly Schema[];
  readonly poolSize?: number;
}

@Module({})
class DatabaseModule {}

/** Connects TypeORM to the service's schemas, migrating them first; the health report says whether Postgres answers. */
export async function databaseModule(options: DatabaseOptions): Promise<DynamicModule> {
  // TypeORM is loaded only here and below: a service without a database is 6 MB smaller.
  const [{ TypeOrmModule }, { DataSource: Source }] = await Promise.all([
    import('@nestjs/typeorm'),
    import('typeorm'),
  ]);
  const connected = TypeOrmModule.forRootAsync({
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
  const check = {
    provide: 'POSTGRES_CHECK',
    useFactory: (health: HealthChecks, database: DataSource) =>
      health.add('postgres', async () => {
        await database.query('SELECT 1');
      }),
    inject: [HealthChecks, Source],
  };
  return { module: DatabaseModule, imports: [connected], providers: [check] };
}

/**
 * Brings one schema up to date. Copies that start together wait for each other on an advisory lock; a service whose role owns no
 * schema waits for one whose role does.
 */
export async function migrate(url: string, schema: Schema): Promise<void> {
  const { DataSource } = await import('typeorm');
  const source = new DataSource({
    ...connectionOf(url, `migrate ${schema.name}`),
    // An index over millions of rows takes its time, and so does waiting for the copy that makes it.
    extra: { Client: HeardClient },
    schema: schema.name,
    migrations: [...schema.migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    if (!(await mayMakeSchemas(lock))) return await waitUntilMigrated(lock, schema);
    await waitForLock(lock, schema.name);
    await lock.query(`CREATE SCHEMA IF NOT EXISTS ${schema.name}`);
    const writers = await rolesThatExist(lock, schema.writers ?? []);
    for (const role of writers) await letWrite(lock, schema.name, role);
    await source.runMigrations();
    for (const role of writers)
      await lock.query(`REVOKE INSERT, UPDATE, DELETE ON ${schema.name}.migrations FROM ${role}`);
  } finally {
    // The lock goes with its connection.
    await lock.release();
    await source.destroy();
  }
}

async function mayMakeSchemas(runner: QueryRunner): Promise<boolean> {
  const [row] = (await runner.query(
    `SELECT has_database_privilege(current_database(), 'CREATE') AS may`,
  )) as [{ may: boolean }];
  return row.may;
}

async function rolesThatExist(runner: QueryRunner, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const rows = (await runner.query('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [names])) as {
    rolname: string;
  }[];
  return rows.map(({ rolname }) => rolname);
}

/** Rows of the tables that are there and of those that come, but nothing that runs: no trigger, no function, no table. */
async function letWrite(runner: QueryRunner, schema: string, role: string): Promise<void> {
  const rows = 'SELECT, INSERT, UPDATE, DELETE';
  await runner.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
  await runner.query(`GRANT ${rows} ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
  await runner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`);
  await runner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT ${rows} ON TABLES TO ${role}`);
  await runner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE ON SEQUENCES TO ${role}`);
}

/** The schema is not there yet, or not its table of migrations, or this role may not look into it yet. */
const NOT_YET = new Set(['3F000', '42P01', '42501']);

async function waitUntilMigrated(runner: QueryRunner, { name, migrations }: Schema): Promise<void> {
  const logger = new Logger('Database');
  for (let tries = 0; ; tries += 1) {
    const done = await runner
      .query(`SELECT name FROM ${name}.migrations`)
      .then((rows: { name: string }[]) => new Set(rows.map((row) => row.name)))
      .catch((error: { code?: string }) => {
        if (!NOT_YET.has(error.code ?? '')) throw error;
        return new Set<string>();
      });
    if (migrations.every((migration) => done.has(migration.name))) return;
    if (tries === 0) logger.log(`waits until ${name} is brought up to date by the service that owns it`);
    await setTimeout(LOCK_RETRY_MS);
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

/**
 * A connection that is cut off in the moment between the pool's hands and TypeORM's has nobody who listens, and an error
 * that nobody hears ends the process. Who uses the connection is told by its next query.
 */
class HeardClient extends Client {
  constructor(...settings: ConstructorParameters<typeof Client>) {
    super(...settings);
    this.on('error', () => undefined);
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
    extra: { Client: HeardClient, statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000 },
  };
}
