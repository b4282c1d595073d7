import { Injectable } from '@nestjs/common';
import type { SessionId } from '@hearth/contracts';
import { HearthError, RevokedSessions, type Visitor } from '@hearth/platform';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';

/** Shorter than revocations are remembered, so that none falls between the memory and the database. */
const BELIEVED_MS = 60_000;
const REMEMBERED_SESSIONS = 10_000;

/** Whose sessions are, and whether they go on, where no access token says so. */
@Injectable()
export class OpenSessions {
  private readonly open = new LRUCache<SessionId, Visitor>({ max: REMEMBERED_SESSIONS, ttl: BELIEVED_MS });

  constructor(
    private readonly database: DataSource,
    private readonly revoked: RevokedSessions,
  ) {}

  /** Throws `auth.session-revoked`, and `service.unavailable` while it cannot be known. */
  async get(id: SessionId): Promise<Visitor> {
    // Whatever version its tokens have: one that may do something else now still goes on.
    const refusal = this.revoked.findRefusal({ sid: id, ver: Number.MAX_SAFE_INTEGER });
    if (refusal) throw new HearthError(refusal);
    if (!this.revoked.isCurrent)
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' } });
    return this.open.get(id) ?? this.find(id);
  }

  private async find(id: SessionId): Promise<Visitor> {
    const [found] = await this.database.query<Visitor[]>(
      `SELECT id AS "sessionId", user_id AS "userId", device_id AS "deviceId"
       FROM identity.sessions WHERE id = $1 AND revoked_at IS NULL`,
      [id],
    );
    if (!found) throw new HearthError('auth.session-revoked');
    this.open.set(id, found);
    return found;
  }
}
