import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogSchema } from '@hearth/catalog';
import { migrate } from '@hearth/platform';
import {
  eventually,
  findFreePort,
  METRICS_SECRET,
  startBackingServices,
  type BackingServices,
  type Wanted,
} from '@hearth/testing';
import { Pool } from 'pg';

const ENTRY = join(import.meta.dirname, '../dist/main.js');

/** A row, as far as tests ask. */
export interface Row {
  id: string;
  path: string;
  kind: string;
  mime_type: string;
  state: string;
  reason: string | null;
  sha256: string | null;
  width: number | null;
  height: number | null;
  has_thumbnail: boolean;
  is_missing: boolean;
  revision: number;
}

/** The built indexer as a process of its own, on real stores, with a library folder of its own. */
export class RunningIndexer {
  readonly library: string;
  readonly derived: string;
  output = '';
  private process: ChildProcess | undefined;
  private port = 0;

  /** Another copy on the same stores and folders as the first. */
  constructor(
    readonly services: BackingServices,
    readonly database: Pool,
  ) {
    this.library = join(services.folder, 'library');
    this.derived = join(services.folder, 'derived');
  }

  static async prepare({ postgres = true }: Pick<Wanted, 'postgres'> = {}): Promise<RunningIndexer> {
    const services = await startBackingServices({ postgres, redis: true, nats: true });
    // As media does, whose schema it is.
    await migrate(services.postgres.urlFor('media'), catalogSchema);
    const indexer = new RunningIndexer(services, poolOf(services));
    mkdirSync(indexer.library);
    mkdirSync(indexer.derived);
    return indexer;
  }

  get isRunning(): boolean {
    return this.process !== undefined;
  }

  async start(environment: Record<string, string> = {}): Promise<void> {
    this.port = await findFreePort();
    this.output = '';
    const child = spawn(process.execPath, [ENTRY], {
      env: {
        PATH: process.env.PATH,
        HEARTH_LISTEN_PORT: String(this.port),
        HEARTH_POSTGRES_URL: this.services.postgres.urlFor('indexer'),
        HEARTH_REDIS_URL: this.services.redis.urlFor('indexer'),
        HEARTH_NATS_URL: this.services.nats.urlFor('indexer'),
        HEARTH_METRICS_SECRET: METRICS_SECRET,
        HEARTH_LIBRARY: this.library,
        HEARTH_DERIVED: this.derived,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    child.stdout.on('data', (text: Buffer) => (this.output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (this.output += text.toString()));
    await this.until('the indexer is ready', async () => {
      if (child.exitCode !== null) throw new Error(`the indexer ended: ${this.output.slice(-2_000)}`);
      return (await this.get('/health/ready').catch(() => undefined))?.status === 200;
    });
  }

  get(path: string, token?: string): Promise<Response> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return fetch(`http://127.0.0.1:${this.port}${path}`, { headers });
  }

  /** Ends it; returns its exit code, or the signal's name. */
  async end(signal: NodeJS.Signals): Promise<number | string | null> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code, by] = (await ended) as [number | null, string | null];
    return code ?? by;
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    await this.database.end();
    await this.services.stop();
  }

  /** All rows, by path. */
  async rows(): Promise<Map<string, Row>> {
    const { rows } = await this.database.query<Row>(
      `SELECT id, CASE folder WHEN '' THEN name ELSE folder || '/' || name END AS path, kind, mime_type, state, reason, sha256,
         width, height, has_thumbnail, missing_since IS NOT NULL AS is_missing, revision::int
       FROM catalog.files WHERE unlisted_as IS NULL`,
    );
    return new Map(rows.map((row) => [row.path, row]));
  }

  /** The row at a path, once its indexing has ended. */
  async indexed(path: string): Promise<Row> {
    let row: Row | undefined;
    await this.until(`${path} is indexed`, async () => {
      row = (await this.rows()).get(path);
      return row !== undefined && row.state !== 'indexing';
    });
    return row as Row;
  }

  async libraryStatus(): Promise<string> {
    const { rows } = await this.database.query<{ status: string }>('SELECT status FROM catalog.library');
    return rows[0]?.status ?? 'none';
  }

  /** Which events there are about a file, oldest first. */
  async eventsOf(id: string): Promise<string[]> {
    const { rows } = await this.database.query<{ subject: string }>(
      `SELECT subject FROM catalog.outbox WHERE envelope -> 'payload' ->> 'fileId' = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ subject }) => subject.split('.')[3] ?? '');
  }

  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    await eventually(isSo, undefined, { what }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.output.slice(-3_000)}`);
    });
  }
}

function poolOf(services: BackingServices): Pool {
  const pool = new Pool({ connectionString: services.postgres.url, max: 2 });
  // A test may end Postgres.
  pool.on('error', () => undefined);
  return pool;
}
