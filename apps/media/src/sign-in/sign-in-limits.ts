import { Injectable } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { createHash } from 'node:crypto';
import { RedisConnection } from '../redis-connection.js';
import { networkOf } from './client-network.js';

const WINDOW_SEC = 15 * 60;
const FAILURES_PER_ACCOUNT_AND_NETWORK = 10;
const FAILURES_PER_NETWORK = 50;

interface Attempt {
  readonly username: string;
  readonly ip: string;
}

/**
 * Slows down who guesses passwords. Every attempt counts before its password is looked at, so that many at once do not
 * slip through, and is taken back when it was right. Without Redis nobody can sign in: a limit that cannot be counted is none.
 */
@Injectable()
export class SignInLimits {
  constructor(private readonly redis: RedisConnection) {}

  /** Throws `request.rate-limited` with the seconds until another try makes sense. */
  async count(attempt: Attempt): Promise<void> {
    const { pair, network } = keysOf(attempt);
    const [pairWaitSec, networkWaitSec] = await Promise.all([
      this.increment(pair, FAILURES_PER_ACCOUNT_AND_NETWORK),
      this.increment(network, FAILURES_PER_NETWORK),
    ]);
    const waitSec = Math.max(pairWaitSec, networkWaitSec);
    if (waitSec > 0)
      throw new HearthError('request.rate-limited', { headers: { 'retry-after': String(waitSec) } });
  }

  /** The attempt was right: who mistyped before starts from nothing again. */
  async takeBack(attempt: Attempt): Promise<void> {
    const { pair, network } = keysOf(attempt);
    await this.run(async ({ client }) =>
      client.multi().del(pair).decr(network).expire(network, WINDOW_SEC, 'NX').exec(),
    );
  }

  /** The seconds to wait, 0 while the count is within the limit. */
  private async increment(key: string, limit: number): Promise<number> {
    const replies = await this.run(async ({ client }) =>
      client.multi().incr(key).expire(key, WINDOW_SEC, 'NX').ttl(key).exec(),
    );
    const [count, , ttlSec] = (replies ?? []).map(([, reply]) => Number(reply));
    return (count ?? Infinity) > limit ? Math.max(1, ttlSec ?? WINDOW_SEC) : 0;
  }

  private async run<T>(command: (redis: RedisConnection) => Promise<T>): Promise<T> {
    try {
      return await command(this.redis);
    } catch (cause) {
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' }, cause });
    }
  }
}

function keysOf({ username, ip }: Attempt): { pair: string; network: string } {
  const network = networkOf(ip);
  const account = createHash('sha256').update(username.toLowerCase()).digest('base64url');
  return { pair: `hearth:sign-in:${network}:${account}`, network: `hearth:sign-in:${network}` };
}
