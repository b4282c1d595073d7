import { Injectable } from '@nestjs/common';
import type { SessionId } from '@hearth/contracts';
import { HearthError, RevokedSessions } from '@hearth/platform';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';

/** Shorter than revocations are remembered, so that none falls between the memory and the database. */
const BELIEVED_MS = 60_000;
const REMEMBERED_SESSIONS = 10_000;

/** Whether sessions go on, where no access token says so. */
@Injectable()
export class OpenSessions {
  private readonly open = new LRUCache<SessionId, true>({ max: REMEMBERED_SESSIONS, ttl: BELIEVED_MS });

  constructor(
    private readonly database: DataSource,
    private readonly revoked: RevokedSessions,
  ) {}

  /** Throws `auth.session-revoked`, and `service.unavailable` while it cannot be known. */
  async require(id: SessionId): Promise<void> {
    if (this.revoked.findRefusal({ sid: id, ver: Number.MAX_SAFE_INTEGER }))
      throw new HearthError('auth.session-revoked');
    if (!this.revoked.isCurrent)
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' } });
    if (this.open.has(id)) return;
    const found = await this.database.query<unknown[]>(
      'SELECT 1 FROM identity.sessions WHERE id = $1 AND revoked_at IS NULL',
      [id],
    );
    if (found.length === 0) throw new HearthError('auth.session-revoked');
    this.open.set(id, true);
  }
}
