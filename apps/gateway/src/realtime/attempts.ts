import { Injectable } from '@nestjs/common';
import { HearthError, returning } from '@hearth/platform';
import { DataSource } from 'typeorm';

const WINDOW_SEC = 15 * 60;
const FORGOTTEN_AT_ONCE = 1_000;

interface Limit {
  readonly key: string;
  /** How many a window of a quarter of an hour has. */
  readonly attempts: number;
}

/** Counts what may be tried only so often, for all copies of the gateway together. */
@Injectable()
export class Attempts {
  constructor(private readonly database: DataSource) {}

  /** The narrowest limit first: what that refuses does not count for the wider ones. Throws `request.rate-limited`. */
  async count(limits: readonly Limit[]): Promise<void> {
    for (const { key, attempts } of limits) {
      const [row] = await returning<{ count: number; wait_sec: number }>(
        this.database,
        `INSERT INTO realtime.attempts AS a (key, count, window_ends_at)
         VALUES ($1, 1, now() + make_interval(secs => $2))
         ON CONFLICT (key) DO UPDATE SET
           count = CASE WHEN a.window_ends_at < now() THEN 1 ELSE a.count + 1 END,
           window_ends_at = CASE WHEN a.window_ends_at < now() THEN excluded.window_ends_at ELSE a.window_ends_at END
         RETURNING count, ceil(extract(epoch FROM window_ends_at - now()))::int AS wait_sec`,
        [key, WINDOW_SEC],
      );
      if (row && row.count > attempts)
        throw new HearthError('request.rate-limited', { headers: { 'retry-after': String(row.wait_sec) } });
    }
  }

  /** The attempt was right, so it does not count. */
  async takeBack(keys: readonly string[]): Promise<void> {
    await this.database.query(
      'UPDATE realtime.attempts SET count = count - 1 WHERE key = ANY($1) AND count > 0',
      [keys],
    );
  }

  async forgetOld(): Promise<void> {
    await this.database.query(
      `DELETE FROM realtime.attempts WHERE key IN
         (SELECT key FROM realtime.attempts WHERE window_ends_at < now() LIMIT ${FORGOTTEN_AT_ONCE})`,
    );
  }
}
