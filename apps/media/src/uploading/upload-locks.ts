import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { UploadId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { Client } from 'pg';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * One writer for an upload, among all copies of the service. The locks belong to one connection of their own: they are gone
 * with the process, whatever way that ends, and take none of the pool's connections while a disk is waited for.
 */
@Injectable()
export class UploadLocks implements OnApplicationShutdown {
  private readonly logger = new Logger('UploadLocks');
  /** Postgres lets a connection take its own lock twice. */
  private readonly held = new Set<string>();
  private connecting: Promise<Client> | undefined;

  constructor(@Inject(MEDIA_CONFIG) private readonly config: MediaConfig) {}

  /** Throws `upload.busy` at once where another request holds the lock. */
  async hold<T>(id: UploadId | 'sweep', work: () => Promise<T>): Promise<T> {
    if (this.held.has(id)) throw new HearthError('upload.busy');
    this.held.add(id);
    try {
      const client = await (this.connecting ??= this.connect());
      const { rows } = await client.query<{ taken: boolean }>(
        `SELECT pg_try_advisory_lock(hashtext('hearth.uploads'), hashtext($1)) AS taken`,
        [id],
      );
      if (!rows[0]?.taken) throw new HearthError('upload.busy');
      try {
        return await work();
      } finally {
        await client
          .query(`SELECT pg_advisory_unlock(hashtext('hearth.uploads'), hashtext($1))`, [id])
          .catch(() => undefined);
      }
    } finally {
      this.held.delete(id);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const client = await this.connecting?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.config.HEARTH_POSTGRES_URL,
      application_name: 'media upload locks',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    const lose = (): void => {
      this.connecting = undefined;
    };
    client.on('error', (error) => {
      this.logger.warn(`lost the connection that holds the locks: ${error.message}`);
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
