import { Injectable } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { createHash } from 'node:crypto';
import { RedisConnection } from '../redis-connection.js';
import { PROOF_LIFETIME_SEC, type DeviceProof } from './device-proof.js';

/** Remembers which proofs were used for as long as they would be taken, for all copies of media together. */
@Injectable()
export class UsedProofs {
  constructor(private readonly redis: RedisConnection) {}

  /** Whether it is used for the first time. */
  async isFirstUse({ thumbprint, jti }: DeviceProof): Promise<boolean> {
    const digest = createHash('sha256').update(jti).digest('base64url');
    try {
      // A clock may be behind by as much as it may be ahead.
      const key = `media:proof:${thumbprint}:${digest}`;
      return (await this.redis.client.set(key, '', 'EX', 2 * PROOF_LIFETIME_SEC, 'NX')) === 'OK';
    } catch (cause) {
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' }, cause });
    }
  }
}
