import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { deleteInBatches } from '@hearth/platform';
import { DataSource } from 'typeorm';

const EVERY_MS = 3_600_000;

/** Clears away what nobody can use any more: a browser in use leaves a hundred refresh tokens behind each day. */
@Injectable()
export class ExpiredTokens {
  private readonly logger = new Logger('ExpiredTokens');

  constructor(private readonly database: DataSource) {}

  @Interval(EVERY_MS)
  async run(): Promise<void> {
    try {
      await this.clear();
    } catch (error) {
      this.logger.warn(`will try again in an hour: ${String(error)}`);
    }
  }

  /**
   * Each is kept for a while longer, so that who comes back with one is told that it has expired. Of sessions those go that ended
   * 90 days ago or earlier: by a word, or 30 days at most after somebody was last seen in them. The last one of each person stays, as
   * it says when that was.
   */
  async clear(): Promise<void> {
    for (const [table, condition] of OVER) await deleteInBatches(this.database, table, condition);
  }
}

const OVER = [
  ['identity.refresh_tokens', `expires_at < now() - interval '1 day'`],
  ['identity.pairings', `expires_at < now() - interval '7 days'`],
  ['identity.shares', `LEAST(revoked_at, expires_at) < now() - interval '90 days'`],
  [
    'identity.sessions',
    `(revoked_at < now() - interval '90 days'
        OR last_seen_at < now() - interval '120 days'
          AND NOT EXISTS (SELECT FROM identity.refresh_tokens t WHERE t.session_id = sessions.id))
      AND EXISTS (
        SELECT FROM identity.sessions later
        WHERE later.user_id = sessions.user_id AND later.last_seen_at > sessions.last_seen_at)`,
  ],
] as const;
