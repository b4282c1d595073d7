import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

const EVERY_MS = 3_600_000;

/** Clears away what nobody can use any more: a browser in use leaves a hundred refresh tokens behind each day. */
@Injectable()
export class ExpiredTokens implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('ExpiredTokens');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.clear().catch((error: unknown) => this.logger.warn(`will try again in an hour: ${String(error)}`));
    }, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Each is kept for a while longer, so that who comes back with one is told that it has expired. */
  async clear(): Promise<void> {
    await this.database.query(
      `DELETE FROM identity.refresh_tokens WHERE expires_at < now() - interval '1 day'`,
    );
    await this.database.query(`DELETE FROM identity.pairings WHERE expires_at < now() - interval '7 days'`);
    await this.database.query(
      `DELETE FROM identity.shares WHERE LEAST(revoked_at, expires_at) < now() - interval '90 days'`,
    );
    await this.clearSessions();
  }

  /**
   * Those that ended 90 days ago or earlier: by a word, or 30 days at most after somebody was last seen in them. The last one of each
   * person stays, as it says when that was.
   */
  private async clearSessions(): Promise<void> {
    await this.database.query(
      `DELETE FROM identity.sessions s
       WHERE (s.revoked_at < now() - interval '90 days'
           OR s.last_seen_at < now() - interval '120 days'
             AND NOT EXISTS (SELECT 1 FROM identity.refresh_tokens t WHERE t.session_id = s.id))
         AND EXISTS (
           SELECT 1 FROM identity.sessions later
           WHERE later.user_id = s.user_id AND later.last_seen_at > s.last_seen_at)`,
    );
  }
}
