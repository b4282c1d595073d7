import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

interface LockOptions {
  readonly url: string;
  /** Names the connection in `pg_stat_activity`. */
  readonly applicationName: string;
  /** An answer that takes longer counts as a connection that hangs. */
  readonly queryTimeoutMs?: number;
  /** Told once when a connection breaks that was not closed; the locks it held may be anybody's from then on. */
  readonly onLost?: (error: Error) => void;
}

interface LockName {
  readonly scope: string;
  /** Left out where the scope is one lock. */
  readonly key?: string;
}

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 5_000;
const END_TIMEOUT_MS = 1_000;

/**
 * Postgres's advisory locks on a connection of their own: they are gone with the process, whatever way that ends, and take
 * none of a pool's connections. The connection is made when it is needed, and anew after it was lost.
 */
export class AdvisoryLocks {
  private connecting: Promise<Client> | undefined;
  private present: Client | undefined;
  private closed = false;

  constructor(private readonly options: LockOptions) {}

  /** False where another connection holds it. Postgres lets one connection take its own lock twice. */
  async tryTake(name: LockName): Promise<boolean> {
    const rows = await this.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(${argumentsOf(name)}) AS taken`,
      name,
    );
    return rows[0]?.taken === true;
  }

  /** Where this fails the connection is given up, and the lock with it. */
  async release(name: LockName): Promise<void> {
    await this.query(`SELECT pg_advisory_unlock(${argumentsOf(name)})`, name).catch(() => undefined);
  }

  /** The connection itself, for who may write only while holding a lock. */
  connection(): Promise<Client> {
    return (this.connecting ??= this.connect());
  }

  async close(): Promise<void> {
    this.closed = true;
    const client = await this.connecting?.catch(() => undefined);
    if (client === undefined) return;
    const ended = client.end().catch(() => undefined);
    await Promise.race([ended, sleep(END_TIMEOUT_MS, undefined, { ref: false })]);
    cutOff(client);
  }

  private async query<T extends object>(sql: string, { scope, key }: LockName): Promise<T[]> {
    const client = await this.connection();
    try {
      const { rows } = await client.query<T>(sql, key === undefined ? [scope] : [scope, key]);
      return rows;
    } catch (error) {
      // Whether the lock was taken is not known, and what hangs would hang for the next as well.
      this.lose(client, error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  private async connect(): Promise<Client> {
    const { url, applicationName, queryTimeoutMs = QUERY_TIMEOUT_MS } = this.options;
    const client = new Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: queryTimeoutMs,
      keepAlive: true,
    });
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, new Error('the connection ended')));
    try {
      await client.connect();
    } catch (error) {
      this.connecting = undefined;
      cutOff(client);
      throw error;
    }
    this.present = client;
    return client;
  }

  private lose(client: Client, error: Error): void {
    if (this.present !== client) return;
    this.present = undefined;
    this.connecting = undefined;
    cutOff(client);
    if (!this.closed) this.options.onLost?.(error);
  }
}

function argumentsOf({ key }: LockName): string {
  return key === undefined ? 'hashtext($1)' : 'hashtext($1), hashtext($2)';
}

/** `end()` waits for a server that hangs. */
function cutOff(client: Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

export interface Lease {
  readonly isLost: boolean;
  /** Whoever loses the lease can write no more on it. */
  readonly connection: Client;
  release(): Promise<void>;
}

/** Undefined where another process holds it. It ends with the connection that it stands on. */
export async function findLease(name: LockName, options: LockOptions): Promise<Lease | undefined> {
  let isLost = false;
  const locks = new AdvisoryLocks({
    ...options,
    onLost: (error) => {
      isLost = true;
      options.onLost?.(error);
    },
  });
  try {
    const connection = await locks.connection();
    if (!(await locks.tryTake(name))) {
      await locks.close();
      return undefined;
    }
    return {
      connection,
      get isLost() {
        return isLost;
      },
      release: async () => {
        isLost = true;
        await locks.close();
      },
    };
  } catch (error) {
    await locks.close();
    throw error;
  }
}
