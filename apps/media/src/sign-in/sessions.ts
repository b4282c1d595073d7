import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sessionRevoked, type SessionId, type User, type UserId } from '@hearth/contracts';
import { RevokedSessions, writeToOutbox } from '@hearth/platform';
import { isIP } from 'node:net';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { MEDIA_OUTBOX } from '../identity/identity.schema.js';
import { RefreshTokenRecord } from '../identity/refresh-token.record.js';
import { SessionRecord, type RevocationReason } from '../identity/session.record.js';
import { hashOfRefreshToken, newRefreshToken } from './refresh-tokens.js';
import { REFRESH_TOKEN_LIFETIME_MS } from './rotate-refresh-token.js';

export interface OpenSession {
  readonly sessionId: SessionId;
  readonly user: User;
  readonly refreshToken: string;
}

const LONGEST_USER_AGENT = 300;

/** Opens and ends sessions. */
@Injectable()
export class Sessions implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly revoked: RevokedSessions,
  ) {}

  /** A copy of media that starts now must refuse what was revoked while it was away, even if NATS lost the event. */
  async onModuleInit(): Promise<void> {
    const rows: { id: SessionId }[] = await this.database.query(
      `SELECT id FROM identity.sessions WHERE revoked_at > now() - interval '30 minutes'`,
    );
    for (const { id } of rows) this.revoked.add(id);
  }

  async open(user: User, client: { ip: string; userAgent: string | undefined }): Promise<OpenSession> {
    const sessionId = v7() as SessionId;
    const refreshToken = newRefreshToken();
    await this.database.transaction(async (manager) => {
      await manager.insert(SessionRecord, {
        id: sessionId,
        userId: user.id,
        lastSeenAt: new Date(),
        ip: isIP(client.ip) ? client.ip : null,
        userAgent: client.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
      });
      await this.addRefreshToken(manager, sessionId, refreshToken, new Date());
    });
    return { sessionId, user, refreshToken };
  }

  async addRefreshToken(
    manager: EntityManager,
    sessionId: SessionId,
    token: string,
    issuedAt: Date,
  ): Promise<void> {
    await manager.insert(RefreshTokenRecord, {
      hash: hashOfRefreshToken(token),
      sessionId,
      issuedAt,
      expiresAt: new Date(issuedAt.getTime() + REFRESH_TOKEN_LIFETIME_MS),
    });
  }

  async revoke(session: { sessionId: SessionId; userId: UserId }, reason: RevocationReason): Promise<void> {
    await this.database.transaction((manager) => this.markRevoked(manager, session, reason));
    this.refuseFromNowOn(session.sessionId);
  }

  /** The change and the news of it, in the caller's transaction; after its commit `refuseFromNowOn`. */
  async markRevoked(
    manager: EntityManager,
    { sessionId, userId }: { sessionId: SessionId; userId: UserId },
    reason: RevocationReason,
  ): Promise<void> {
    const { affected } = await manager.update(
      SessionRecord,
      { id: sessionId, revokedAt: IsNull() },
      { revokedAt: new Date(), revokedReason: reason },
    );
    if (affected) await writeToOutbox(manager, MEDIA_OUTBOX, sessionRevoked, [{ sessionId, userId, reason }]);
  }

  /** Here at once; the other copies and services hear of it by the event. */
  refuseFromNowOn(sessionId: SessionId): void {
    this.revoked.add(sessionId);
  }
}
