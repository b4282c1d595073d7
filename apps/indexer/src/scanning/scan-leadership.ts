import { Inject, Injectable, Logger } from '@nestjs/common';
import { Client } from 'pg';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';

/** As long as this stands, no other copy of the indexer scans. */
export interface Lease {
  readonly isLost: boolean;
  release(): Promise<void>;
}

/**
 * One of the copies scans; the others take over when it ends. The lock belongs to a connection of its own, so it goes
 * with the process, whatever way that ends.
 */
@Injectable()
export class ScanLeadership {
  private readonly logger = new Logger('ScanLeadership');

  constructor(@Inject(INDEXER_CONFIG) private readonly config: IndexerConfig) {}

  /** Undefined where another copy is leading. */
  async find(): Promise<Lease | undefined> {
    const client = new Client({
      connectionString: this.config.HEARTH_POSTGRES_URL,
      application_name: 'indexer scan leader',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    let isLost = false;
    const lose = (): void => {
      if (!isLost) this.logger.warn('lost the connection that holds the lock');
      isLost = true;
    };
    client.on('error', lose);
    const leads = await tryToLead(client).catch(async (error: unknown) => {
      // What is left of the connection might hold the lock for good.
      await client.end().catch(() => undefined);
      throw error;
    });
    if (!leads) {
      await client.end();
      return undefined;
    }
    client.on('end', lose);
    return {
      get isLost() {
        return isLost;
      },
      release: async () => {
        isLost = true;
        await client.end();
      },
    };
  }
}

async function tryToLead(client: Client): Promise<boolean> {
  await client.connect();
  const { rows } = await client.query<{ leads: boolean }>(
    `SELECT pg_try_advisory_lock(hashtext('hearth.catalog'), hashtext('scan')) AS leads`,
  );
  return rows[0]?.leads ?? false;
}
