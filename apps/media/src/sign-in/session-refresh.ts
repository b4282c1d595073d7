import { Injectable } from '@nestjs/common';
import type { ProblemCode, SessionId, User } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { hashOfRefreshToken, successionKeyFrom, successorOf } from './refresh-tokens.js';
import { decideRotation } from './rotate-refresh-token.js';
import { Sessions, type OpenSession } from './sessions.js';
import { SigningKey } from './signing-key.js';

interface PresentedRow {
  readonly session_id: SessionId;
  readonly expires_at: Date;
  readonly used_at: Date | null;
  readonly revoked_at: Date | null;
  readonly user_id: User['id'];
  readonly username: string;
  readonly role: User['role'];
}

type Outcome = OpenSession | { readonly refused: ProblemCode; readonly familyRevoked?: SessionId };

/** Exchanges refresh tokens. */
@Injectable()
export class SessionRefresh {
  private readonly successionKey: Buffer;

  constructor(
    private readonly database: DataSource,
    private readonly sessions: Sessions,
    key: SigningKey,
  ) {
    this.successionKey = successionKeyFrom(key.privateKey.export({ type: 'pkcs8', format: 'der' }));
  }

  /** Throws `auth.token-invalid`, `auth.token-expired`, `auth.session-revoked` or `auth.refresh-reused`. */
  async refresh(token: string): Promise<OpenSession> {
    const outcome = await this.database.transaction((manager) => this.exchange(manager, token));
    if (!('refused' in outcome)) return outcome;
    // Thrown only here: inside the transaction it would undo the revocation.
    if (outcome.familyRevoked) this.sessions.refuseFromNowOn(outcome.familyRevoked);
    throw new HearthError(outcome.refused);
  }

  private async exchange(manager: EntityManager, token: string): Promise<Outcome> {
    const row = await this.lockFamily(manager, token);
    if (!row) return { refused: 'auth.token-invalid' };
    const presented = { expiresAt: row.expires_at, usedAt: row.used_at, sessionRevokedAt: row.revoked_at };
    switch (decideRotation(presented, new Date())) {
      case 'rotate':
        return openSession(row, await this.rotate(manager, row.session_id, token));
      case 'repeat':
        return openSession(row, await this.getNewestOf(manager, token));
      case 'revoke-family':
        await this.sessions.markRevoked(
          manager,
          { sessionId: row.session_id, userId: row.user_id },
          'refresh-reused',
        );
        return { refused: 'auth.refresh-reused', familyRevoked: row.session_id };
      case 'already-revoked':
        return { refused: 'auth.session-revoked' };
      case 'expired':
        return { refused: 'auth.token-expired' };
    }
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
      `SELECT t.session_id, t.expires_at, t.used_at, s.revoked_at, s.user_id, u.username, u.role
       FROM identity.refresh_tokens t
       JOIN identity.sessions s ON s.id = t.session_id
       JOIN identity.users u ON u.id = s.user_id
       WHERE t.hash = $1`,
      [hash],
    );
    return rows[0];
  }

  private async rotate(manager: EntityManager, sessionId: SessionId, token: string): Promise<string> {
    const successor = successorOf(token, this.successionKey);
    const now = new Date();
    await this.sessions.addRefreshToken(manager, sessionId, successor, now);
    await manager.query(`UPDATE identity.refresh_tokens SET used_at = $2, replaced_by = $3 WHERE hash = $1`, [
      hashOfRefreshToken(token),
      now,
      hashOfRefreshToken(successor),
    ]);
    await manager.query(`UPDATE identity.sessions SET last_seen_at = $2 WHERE id = $1`, [sessionId, now]);
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
    user: { id: row.user_id, username: row.username, role: row.role },
    refreshToken,
  };
}
