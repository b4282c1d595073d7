import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { Client } from 'pg';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';

const CONNECT_TIMEOUT_MS = 5_000;
/** Within what nginx waits for an answer. */
const WAIT_MS = 30_000;
const MOST_WAITING = 200;

/**
 * One change of the library's order at a time, among all copies of the service: a folder that is moved away under a file that
 * is moved into it would lose it. The lock belongs to a connection of its own and is gone with the process, whatever way that
 * ends; so what stands in `catalog.moves` when it is taken was left by a crash.
 */
@Injectable()
export class MovingTurn implements OnApplicationShutdown {
  private readonly logger = new Logger('MovingTurn');
  private connecting: Promise<Client> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(@Inject(MEDIA_CONFIG) private readonly config: MediaConfig) {}

  /** Waits for its turn. Throws `library.busy` where that does not come within half a minute. */
  hold<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= MOST_WAITING) throw busy();
    this.waiting += 1;
    const deadline = Date.now() + WAIT_MS;
    const turn = this.last.then(() => this.holdLock(work, deadline)).finally(() => (this.waiting -= 1));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.last;
    const client = await this.connecting?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private async holdLock<T>(work: () => Promise<T>, deadline: number): Promise<T> {
    const waitMs = deadline - Date.now();
    if (waitMs <= 0) throw busy();
    const client = await (this.connecting ??= this.connect());
    await this.lock(client, waitMs);
    try {
      return await work();
    } finally {
      await client
        .query(`SELECT pg_advisory_unlock(hashtext('hearth.catalog'), hashtext('moving'))`)
        .catch(() => undefined);
    }
  }

  private async lock(client: Client, waitMs: number): Promise<void> {
    try {
      await client.query(`SELECT set_config('lock_timeout', $1, false)`, [String(waitMs)]);
      await client.query(`SELECT pg_advisory_lock(hashtext('hearth.catalog'), hashtext('moving'))`);
    } catch (error) {
      // SQLSTATE lock_not_available
      throw (error as { code?: string }).code === '55P03' ? busy() : error;
    }
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.config.HEARTH_POSTGRES_URL,
      application_name: 'media moving',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    const lose = (): void => {
      this.connecting = undefined;
    };
    client.on('error', (error) => {
      this.logger.warn(`lost the connection that holds the lock: ${error.message}`);
      lose();
    });
    client.on('end', lose);
    try {
      await client.connect();
    } catch (error) {
      lose();
      throw error;
    }
    return client;
  }
}

function busy(): HearthError {
  return new HearthError('library.busy', { headers: { 'retry-after': '5' } });
}
