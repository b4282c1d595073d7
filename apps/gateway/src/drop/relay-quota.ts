import { Inject, Injectable, Logger } from '@nestjs/common';
import type { DropSessionId } from '@hearth/contracts';
import { HearthError, returning } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import type { MemberWithQuota } from './drop-members.js';
import type { Meter } from './relay-transfer.js';

/** As often the count that all gateways share is brought up to date. */
const NOTED_EVERY_BYTES = 64 * 1024 ** 2;

/** Counts what goes through the hub in one session. */
@Injectable()
export class RelayQuota {
  private readonly logger = new Logger('Drop');

  constructor(
    private readonly database: DataSource,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** Throws `drop.quota-exceeded`, at once or as bytes pass. */
  meterFor({ sessionId, relayedBytes }: MemberWithQuota): { meter: Meter; close: () => void } {
    const limit = this.config.HEARTH_DROP_RELAY_QUOTA;
    if (relayedBytes >= limit) throw new HearthError('drop.quota-exceeded');
    let inAll = relayedBytes;
    let unnoted = 0;
    const note = () => {
      const bytes = unnoted;
      unnoted = 0;
      if (bytes === 0) return;
      this.add(sessionId, bytes)
        .then((known) => (inAll = Math.max(inAll, known + unnoted)))
        .catch((error: unknown) => this.logger.warn('bytes were not counted', error));
    };
    const meter = (bytes: number) => {
      inAll += bytes;
      unnoted += bytes;
      if (unnoted >= NOTED_EVERY_BYTES) note();
      if (inAll > limit) throw new HearthError('drop.quota-exceeded');
    };
    return { meter, close: note };
  }

  private async add(sessionId: DropSessionId, bytes: number): Promise<number> {
    const [row] = await returning<{ relayed_bytes: string }>(
      this.database,
      `UPDATE realtime.drop_sessions SET relayed_bytes = relayed_bytes + $2 WHERE id = $1 RETURNING relayed_bytes`,
      [sessionId, bytes],
    );
    return Number(row?.relayed_bytes ?? 0);
  }
}
