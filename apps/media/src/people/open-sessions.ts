import { Injectable } from '@nestjs/common';
import type { InputOf, listSessions, OutputOf, Session, SessionId, UserId } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { findPage, momentKey } from '../find-page.js';
import { SessionChanges } from '../sign-in/session-changes.js';

interface SessionRow extends Omit<Session, 'createdAt' | 'lastSeenAt' | 'current' | 'device'> {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly deviceId: NonNullable<Session['device']>['id'] | null;
  readonly deviceName: string | null;
}

/** Of a row of `identity.sessions`: it can still be refreshed. */
export const isOpen = (session: string) => `${session}.revoked_at IS NULL AND EXISTS (
  SELECT 1 FROM identity.refresh_tokens t
  WHERE t.session_id = ${session}.id AND t.used_at IS NULL AND t.expires_at > now())`;

/** Where people are signed in. */
@Injectable()
export class OpenSessions {
  constructor(
    private readonly database: DataSource,
    private readonly changes: SessionChanges,
  ) {}

  /**
   * Those that can still be refreshed. A paired device may be in the hands of a guest, who must not learn where its owner is
   * signed in: it sees its own session alone.
   */
  async list(
    caller: Caller,
    { userId: ofUser = caller.userId, ...query }: InputOf<typeof listSessions>['query'],
  ): Promise<OutputOf<typeof listSessions>> {
    if (ofUser !== caller.userId && caller.role !== 'admin') throw new HearthError('auth.forbidden');
    const sql = `
      SELECT s.id, s.user_id AS "userId", s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt",
         host(s.ip) AS ip, s.user_agent AS "userAgent", d.id AS "deviceId", d.name AS "deviceName",
         ${momentKey('s.last_seen_at')} AS "pageKey"
       FROM identity.sessions s LEFT JOIN identity.devices d ON d.id = s.device_id
       WHERE s.user_id = $1 AND ($2::uuid IS NULL OR s.id = $2) AND ${isOpen('s')}`;
    const parameters = [ofUser, caller.deviceId ? caller.sessionId : null];
    const list = { sql, parameters, direction: 'DESC' as const };
    const { rows, ...page } = await findPage<SessionRow>(this.database, list, query);
    return { items: rows.map((row) => present(row, caller.sessionId)), ...page };
  }

  /** Throws `session.not-found`, for somebody else's as well. */
  async end(caller: Caller, sessionId: SessionId): Promise<void> {
    const [session] = (await this.database.query(
      'SELECT user_id AS "userId" FROM identity.sessions WHERE id = $1 AND revoked_at IS NULL',
      [sessionId],
    )) as { userId: UserId }[];
    if (!session || !mayEnd(caller, sessionId, session.userId)) throw new HearthError('session.not-found');
    await this.changes.revoke({ sessionId }, 'revoked');
  }
}

function mayEnd(caller: Caller, sessionId: SessionId, userId: UserId): boolean {
  if (caller.deviceId) return sessionId === caller.sessionId;
  return caller.role === 'admin' || userId === caller.userId;
}

function present({ deviceId, deviceName, ...row }: SessionRow, current: SessionId): Session {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    device: deviceId && deviceName !== null ? { id: deviceId, name: deviceName } : null,
    current: row.id === current,
  };
}
