import { Injectable } from '@nestjs/common';
import {
  lowerRole,
  type DeviceId,
  type DeviceRole,
  type SessionId,
  type User,
  type UserId,
} from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { RefreshTokenRecord } from '../identity/refresh-token.record.js';
import { SessionRecord } from '../identity/session.record.js';
import { UserRecord } from '../identity/user.record.js';
import { findAddress, type Client } from './client.js';
import { hashOfRefreshToken, newRefreshToken } from './refresh-tokens.js';
import { DEVICE_REFRESH_TOKEN_LIFETIME_MS, REFRESH_TOKEN_LIFETIME_MS } from './rotate-refresh-token.js';

export interface OpenSession {
  readonly sessionId: SessionId;
  /** With the role that the session has: that of a paired device may be lower than its owner's. */
  readonly user: User;
  readonly deviceId: DeviceId | undefined;
  readonly version: number;
  readonly refreshToken: string;
}

interface NewSession {
  readonly userId: UserId;
  /** The paired device that it is, if it is one. */
  readonly device?: { readonly id: DeviceId; readonly role: DeviceRole };
  /** Of the key that each refresh must prove. */
  readonly keyThumbprint?: string | undefined;
  readonly client: Client;
}

/** Paired devices stay for longer than browsers where somebody typed a password. */
export function refreshLifetimeMs(deviceId: DeviceId | null | undefined): number {
  return deviceId ? DEVICE_REFRESH_TOKEN_LIFETIME_MS : REFRESH_TOKEN_LIFETIME_MS;
}

/** Opens sessions. */
@Injectable()
export class Sessions {
  constructor(private readonly database: DataSource) {}

  /** Throws `auth.wrong-credentials` when the person was removed, or the password changed, in this moment. */
  open(session: NewSession, passwordHash: string): Promise<OpenSession> {
    return this.database.transaction((manager) => this.openIn(manager, session, passwordHash));
  }

  /** The same in the caller's transaction. */
  async openIn(
    manager: EntityManager,
    { userId, device, keyThumbprint, client }: NewSession,
    passwordHash?: string,
  ): Promise<OpenSession> {
    // Shared with other sign-ins, not with a change of the role, which would miss a session that is not there yet.
    const owner = await manager.findOne(UserRecord, {
      where: { id: userId },
      lock: { mode: 'pessimistic_read' },
    });
    if (!owner || (passwordHash !== undefined && owner.passwordHash !== passwordHash))
      throw new HearthError('auth.wrong-credentials');
    const sessionId = v7() as SessionId;
    const refreshToken = newRefreshToken();
    await manager.insert(SessionRecord, {
      id: sessionId,
      userId,
      lastSeenAt: new Date(),
      ip: findAddress(client),
      userAgent: client.userAgent ?? null,
      deviceId: device?.id ?? null,
      keyThumbprint: keyThumbprint ?? null,
      version: 0,
    });
    await this.addRefreshToken(manager, { sessionId, deviceId: device?.id }, refreshToken, new Date());
    const role = device ? lowerRole(device.role, owner.role) : owner.role;
    const user = { id: userId, username: owner.username, role };
    return { sessionId, user, deviceId: device?.id, version: 0, refreshToken };
  }

  async addRefreshToken(
    manager: EntityManager,
    { sessionId, deviceId }: { sessionId: SessionId; deviceId: DeviceId | null | undefined },
    token: string,
    issuedAt: Date,
  ): Promise<void> {
    await manager.insert(RefreshTokenRecord, {
      hash: hashOfRefreshToken(token),
      sessionId,
      issuedAt,
      expiresAt: new Date(issuedAt.getTime() + refreshLifetimeMs(deviceId)),
    });
  }
}
