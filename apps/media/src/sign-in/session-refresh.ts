import { Injectable } from '@nestjs/common';
import {
  lowerRole,
  type DeviceId,
  type DeviceRole,
  type ProblemCode,
  type SessionId,
  type User,
} from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { findAddress, type Client } from './client.js';
import { FreshProof, type BroughtProof } from './fresh-proof.js';
import { hashOfRefreshToken, successionKeyFrom, successorOf } from './refresh-tokens.js';
import { decideRotation } from './rotate-refresh-token.js';
import { SessionChanges } from './session-changes.js';
import { Sessions, type OpenSession } from './sessions.js';
import { SigningKey } from '../signing-key.js';

interface PresentedRow {
  readonly session_id: SessionId;
  readonly expires_at: Date;
  readonly used_at: Date | null;
  readonly awaited_until: Date | null;
  readonly revoked_at: Date | null;
  readonly user_id: User['id'];
  readonly username: string;
  readonly role: User['role'];
  readonly device_id: DeviceId | null;
  readonly device_role: DeviceRole | null;
  readonly version: number;
}

/** What comes with a request to refresh. */
export interface Presented {
  readonly token: string;
  readonly proof: BroughtProof;
  readonly client: Client;
}

type Outcome = OpenSession | { readonly refused: ProblemCode; readonly applyRevocation?: () => void };

/** Exchanges refresh tokens. */
@Injectable()
export class SessionRefresh {
  private readonly successionKey: Buffer;

  constructor(
    private readonly database: DataSource,
    private readonly sessions: Sessions,
    private readonly changes: SessionChanges,
    private readonly freshProof: FreshProof,
    key: SigningKey,
  ) {
    this.successionKey = successionKeyFrom(key.privateKey.export({ type: 'pkcs8', format: 'der' }));
  }

  /**
   * Throws `auth.token-invalid`, `auth.token-expired`, `auth.session-revoked`, `auth.refresh-reused`, `auth.proof-required` or
   * `auth.proof-invalid`.
   */
  async refresh(presented: Presented): Promise<OpenSession> {
    await this.checkProof(presented);
    const outcome = await this.database.transaction((manager) => this.exchange(manager, presented));
    if (!('refused' in outcome)) return outcome;
    // Thrown only here: inside the transaction it would undo the revocation.
    outcome.applyRevocation?.();
    throw new HearthError(outcome.refused);
  }

  private async exchange(manager: EntityManager, { token, client }: Presented): Promise<Outcome> {
    const row = await this.lockFamily(manager, token);
    if (!row) return { refused: 'auth.token-invalid' };
    const presented = {
      expiresAt: row.expires_at,
      usedAt: row.used_at,
      sessionRevokedAt: row.revoked_at,
      awaitedUntil: row.awaited_until,
    };
    switch (decideRotation(presented, new Date())) {
      case 'rotate':
        return openSession(row, await this.rotate(manager, row, token, client));
      case 'repeat':
        return openSession(row, await this.getNewestOf(manager, token));
      case 'revoke-family':
        return {
          refused: 'auth.refresh-reused',
          applyRevocation: await this.changes.markRevoked(
            manager,
            { sessionId: row.session_id },
            'refresh-reused',
          ),
        };
      case 'already-revoked':
        return { refused: 'auth.session-revoked' };
      case 'expired':
        return { refused: 'auth.token-expired' };
    }
  }

  /**
   * Before all else: who has the token alone, a copy of it, can neither use it up nor end the session with it. And before the
   * transaction: while Redis hangs, those who wait for it are not to keep the database from everybody.
   */
  private async checkProof({ token, proof }: Presented): Promise<void> {
    const [session] = (await this.database.query(
      `SELECT s.key_thumbprint AS key FROM identity.refresh_tokens t JOIN identity.sessions s ON s.id = t.session_id
       WHERE t.hash = $1 AND s.revoked_at IS NULL AND s.key_thumbprint IS NOT NULL`,
      [hashOfRefreshToken(token)],
    )) as { key: string }[];
    if (session) await this.freshProof.check(session.key, proof);
  }

  /**
   * All that happens to a family happens one after another, on the lock of its session. The token is read by a statement
   * of its own: one that waited for the lock would still show the token as it was before the wait.
   */
  private async lockFamily(manager: EntityManager, token: string): Promise<PresentedRow | undefined> {
    const hash = hashOfRefreshToken(token);
    await manager.query(
      `SELECT 1 FROM identity.sessions
       WHERE id = (SELECT session_id FROM identity.refresh_tokens WHERE hash = $1) FOR UPDATE`,
      [hash],
    );
    const rows: PresentedRow[] = await manager.query(
      `SELECT t.session_id, t.expires_at, t.used_at, s.revoked_at, s.user_id, s.device_id, s.version,
         u.username, u.role, d.role AS device_role,
         CASE WHEN s.key_thumbprint IS NOT NULL AND n.used_at IS NULL THEN n.expires_at END AS awaited_until
       FROM identity.refresh_tokens t
       LEFT JOIN identity.refresh_tokens n ON n.hash = t.replaced_by
       JOIN identity.sessions s ON s.id = t.session_id
       JOIN identity.users u ON u.id = s.user_id
       LEFT JOIN identity.devices d ON d.id = s.device_id
       WHERE t.hash = $1`,
      [hash],
    );
    return rows[0];
  }

  private async rotate(
    manager: EntityManager,
    { session_id: sessionId, device_id: deviceId }: PresentedRow,
    token: string,
    client: Client,
  ): Promise<string> {
    const successor = successorOf(token, this.successionKey);
    const now = new Date();
    await this.sessions.addRefreshToken(manager, { sessionId, deviceId }, successor, now);
    await manager.query(`UPDATE identity.refresh_tokens SET used_at = $2, replaced_by = $3 WHERE hash = $1`, [
      hashOfRefreshToken(token),
      now,
      hashOfRefreshToken(successor),
    ]);
    const seen = [now, findAddress(client)];
    await manager.query(`UPDATE identity.sessions SET last_seen_at = $2, ip = $3 WHERE id = $1`, [
      sessionId,
      ...seen,
    ]);
    if (deviceId)
      await manager.query(`UPDATE identity.devices SET last_seen_at = $2, last_ip = $3 WHERE id = $1`, [
        deviceId,
        ...seen,
      ]);
    return successor;
  }

  /** The end of the chain that begins at a used token: an older one in a shared cookie would log the browser out later. */
  private async getNewestOf(manager: EntityManager, used: string): Promise<string> {
    let token = used;
    for (;;) {
      const [row] = (await manager.query(`SELECT replaced_by FROM identity.refresh_tokens WHERE hash = $1`, [
        hashOfRefreshToken(token),
      ])) as { replaced_by: Buffer | null }[];
      // Not there: the signing key, and with it every successor, was changed within the grace.
      if (!row) throw new HearthError('auth.token-invalid');
      if (!row.replaced_by) return token;
      token = successorOf(token, this.successionKey);
    }
  }
}

function openSession(row: PresentedRow, refreshToken: string): OpenSession {
  return {
    sessionId: row.session_id,
    user: {
      id: row.user_id,
      username: row.username,
      role: row.device_role ? lowerRole(row.device_role, row.role) : row.role,
    },
    deviceId: row.device_id ?? undefined,
    version: row.version,
    refreshToken,
  };
}
