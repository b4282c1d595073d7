import { Injectable } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { RedisConnection } from '../redis-connection.js';

const WINDOW_SEC = 15 * 60;

interface Limit {
  readonly key: string;
  /** How many attempts a window has. */
  readonly attempts: number;
  /** A quarter of an hour without it. */
  readonly windowSec?: number;
}

/**
 * KEYS: the counts. ARGV: how many attempts, then the limit of each and its window in seconds. All or none: what one refuses counts for no other, and
 * not for itself, so that who is refused is not made to wait longer. Answers the seconds to wait, 0 when it was counted.
 */
const COUNT = `
  for i, key in ipairs(KEYS) do
    if tonumber(redis.call('GET', key) or '0') + tonumber(ARGV[1]) > tonumber(ARGV[2 * i]) then
      return math.max(redis.call('TTL', key), 1)
    end
  end
  for i, key in ipairs(KEYS) do
    redis.call('INCRBY', key, ARGV[1])
    redis.call('EXPIRE', key, ARGV[2 * i + 1], 'NX')
  end
  return 0`;

/**
 * Counts attempts, for all copies of media together. Each counts before it is looked at, so that many at once do not slip
 * through, and is taken back when it was right. Without Redis nothing may be tried: a limit that cannot be counted is none.
 */
@Injectable()
export class AttemptCounts {
  constructor(private readonly redis: RedisConnection) {}

  /** Throws `request.rate-limited` with the seconds until another try makes sense. */
  async count(limits: readonly Limit[], times = 1): Promise<void> {
    const keys = limits.map(({ key }) => key);
    const most = limits.flatMap(({ attempts, windowSec }) => [attempts, windowSec ?? WINDOW_SEC]);
    const waitSec = await this.run(({ client }) => client.eval(COUNT, keys.length, ...keys, times, ...most));
    if (Number(waitSec) > 0)
      throw new HearthError('request.rate-limited', { headers: { 'retry-after': String(waitSec) } });
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

  private async run<T>(command: (redis: RedisConnection) => Promise<T>): Promise<T> {
    try {
      return await command(this.redis);
    } catch (cause) {
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' }, cause });
    }
  }
}
