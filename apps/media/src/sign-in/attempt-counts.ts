import { Injectable } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { RedisConnection } from '../redis-connection.js';

const WINDOW_SEC = 15 * 60;

interface Limit {
  readonly key: string;
  /** How many attempts a window has. */
  readonly attempts: number;
}

/**
 * Counts attempts, for all copies of media together. Each counts before it is looked at, so that many at once do not slip
 * through, and is taken back when it was right. Without Redis nothing may be tried: a limit that cannot be counted is none.
 */
@Injectable()
export class AttemptCounts {
  constructor(private readonly redis: RedisConnection) {}

  /**
   * The narrowest limit first: what that refuses does not count for the wider ones, which others share. Throws
   * `request.rate-limited` with the seconds until another try makes sense.
   */
  async count(limits: readonly Limit[]): Promise<void> {
    for (const { key, attempts } of limits) {
      const waitSec = await this.increment(key, attempts);
      if (waitSec > 0)
        throw new HearthError('request.rate-limited', { headers: { 'retry-after': String(waitSec) } });
    }
  }

  /** The attempt was right: it does not count, and `forgotten` counts start from nothing again. */
  async takeBack({
    keys,
    forgotten = [],
  }: {
    keys: readonly string[];
    forgotten?: readonly string[];
  }): Promise<void> {
    await this.run(async ({ client }) => {
      const commands = client.multi();
      for (const key of forgotten) commands.del(key);
      for (const key of keys) commands.decr(key).expire(key, WINDOW_SEC, 'NX');
      return commands.exec();
    });
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
