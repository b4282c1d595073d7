import { Inject, Injectable } from '@nestjs/common';
import type { DeviceId, DeviceRole, PairingId, ProblemCode, UserId } from '@hearth/contracts';
import { type Caller, HearthError, returning } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { SigningKey } from '../signing-key.js';
import { decidePairing, type PairingState } from './decide-pairing.js';
import { PairingLimits } from './pairing-limits.js';
import {
  hashOfPairingCode,
  hashOfPairingToken,
  newPairingCode,
  newPairingToken,
  pairingCodeKeyFrom,
} from './pairing-secrets.js';

const TOKEN_LIFETIME_MS = 15 * 60_000;
const CODE_LIFETIME_MS = 2 * 60_000;
/** A code that is shown elsewhere already is drawn anew; with a million codes the second draw is hardly ever needed. */
const DRAWS = 5;
/** Of one person at a time: whoever makes more withdraws the oldest, and leaves codes for others. */
const MOST_OPEN = 50;

/**
 * Whether who made `p` could make it now: their session goes on, and its role is still one that invites. An invitation is not to
 * outlive a device that was thrown out, or a password that was changed because somebody else knew it.
 */
const MAKER_MAY_INVITE = `EXISTS (
  SELECT 1 FROM identity.sessions s
  JOIN identity.users m ON m.id = s.user_id LEFT JOIN identity.devices d ON d.id = s.device_id
  WHERE s.id = p.session_id AND s.revoked_at IS NULL AND m.role <> 'viewer' AND d.role IS DISTINCT FROM 'viewer'
    AND EXISTS (
      SELECT 1 FROM identity.refresh_tokens t
      WHERE t.session_id = s.id AND t.used_at IS NULL AND t.expires_at > now()))`;

/** A code that was ours: somebody typed it who had seen it. */
const ENDED = new Set<ProblemCode>(['pairing.used', 'pairing.expired', 'pairing.revoked']);

/** What somebody shows of an invitation: its token, by QR code, or its code, typed. Exactly one of both. */
export interface Secret {
  readonly token?: string | undefined;
  readonly code?: string | undefined;
}

export interface Invitation {
  readonly pairingId: PairingId;
  readonly token: string;
  readonly pairingUrl: string;
  readonly code: string;
  readonly codeExpiresAt: Date;
  readonly expiresAt: Date;
}

/** An invitation that was found by its secret. */
export interface FoundPairing extends PairingState {
  readonly id: PairingId;
  readonly ownerId: UserId;
  readonly invitedBy: string;
  /** The device that made it; null: a session signed in by password did. */
  readonly invitedByDeviceId: DeviceId | null;
  readonly role: DeviceRole;
  readonly label: string | null;
}

/** Makes, shows and withdraws invitations for devices. Each works once. */
@Injectable()
export class Invitations {
  private readonly codeKey: Buffer;

  constructor(
    private readonly database: DataSource,
    private readonly limits: PairingLimits,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
    key: SigningKey,
  ) {
    this.codeKey = pairingCodeKeyFrom(key.privateKey.export({ type: 'pkcs8', format: 'der' }));
  }

  async invite(
    caller: Caller,
    { role, label }: { role: DeviceRole; label?: string | undefined },
  ): Promise<Invitation> {
    const pairingId = v7() as PairingId;
    const token = newPairingToken();
    const now = Date.now();
    const [codeExpiresAt, expiresAt] = [new Date(now + CODE_LIFETIME_MS), new Date(now + TOKEN_LIFETIME_MS)];
    const values = [
      pairingId,
      caller.userId,
      caller.sessionId,
      role,
      label ?? null,
      hashOfPairingToken(token),
      codeExpiresAt,
      expiresAt,
    ];
    const code = await this.insertWithFreeCode(values);
    await this.withdrawOldest(caller.userId);
    // The fragment never leaves the browser, so no log can hold it.
    const pairingUrl = `${new URL('/pair', this.config.HEARTH_PUBLIC_URL)}#${token}`;
    return { pairingId, token, pairingUrl, code, codeExpiresAt, expiresAt };
  }

  /**
   * Throws `pairing.not-found`, for somebody else's as well, or `pairing.used`. A paired device withdraws what it made itself, and
   * nothing of its owner's.
   */
  async withdraw({ userId, sessionId, deviceId }: Caller, pairingId: PairingId): Promise<void> {
    const [pairing] = (await this.database.query(
      `WITH withdrawn AS (
         UPDATE identity.pairings SET revoked_at = coalesce(revoked_at, now())
         WHERE id = $1 AND owner_id = $2 AND session_id = coalesce($3, session_id) AND used_at IS NULL RETURNING id)
       SELECT p.used_at, w.id AS withdrawn FROM identity.pairings p LEFT JOIN withdrawn w ON w.id = p.id
       WHERE p.id = $1 AND p.owner_id = $2 AND p.session_id = coalesce($3, p.session_id)`,
      [pairingId, userId, deviceId ? sessionId : null],
    )) as { withdrawn: string | null }[];
    if (!pairing) throw new HearthError('pairing.not-found');
    if (!pairing.withdrawn) throw new HearthError('pairing.used');
  }

  /** The invitation of a secret, if it still holds. Throws `pairing.…`, and `request.rate-limited` for who guesses codes. */
  get(secret: Secret, ip: string): Promise<FoundPairing> {
    return this.limited(secret, ip, () => this.getOpen(secret));
  }

  /** The same for who is limited already. */
  async getOpen(secret: Secret): Promise<FoundPairing> {
    const found = await this.find(this.database.manager, secret);
    const decision = decidePairing(found, new Date());
    if (!found || decision !== 'open') throw refusal(decision);
    return found;
  }

  /** Uses it up, in the caller's transaction: of many at the same time one gets it. Throws as `get`. */
  async use(manager: EntityManager, secret: Secret): Promise<FoundPairing> {
    const { column, hash, expires } = this.columnOf(secret);
    // First, so that a change of the owner's password or role that goes on just now is over and seen by what follows.
    await manager.query(
      `SELECT 1 FROM identity.users WHERE id = (SELECT owner_id FROM identity.pairings WHERE ${column} = $1) FOR SHARE`,
      [hash],
    );
    const used = await returning(
      manager,
      `UPDATE identity.pairings p SET used_at = now()
       WHERE ${column} = $1 AND used_at IS NULL AND revoked_at IS NULL AND ${expires} > now()
         AND ${MAKER_MAY_INVITE} RETURNING id`,
      [hash],
    );
    const found = await this.find(manager, secret);
    if (found && used.length > 0) return found;
    throw refusal(decidePairing(found, new Date()));
  }

  /** Counts a try by code, and takes it back when it was no guess: a code of ours, also one that ended. */
  async limited<T>({ code }: Secret, ip: string, attempt: () => Promise<T>): Promise<T> {
    if (code === undefined) return attempt();
    await this.limits.count(ip);
    try {
      const result = await attempt();
      await this.limits.takeBack(ip);
      return result;
    } catch (error) {
      if (error instanceof HearthError && ENDED.has(error.code)) await this.limits.takeBack(ip);
      throw error;
    }
  }

  private async insertWithFreeCode(values: readonly unknown[]): Promise<string> {
    // An hour after its end a code means nothing to anybody and may be another's.
    await this.database.query(
      `UPDATE identity.pairings SET code_hash = NULL
       WHERE id IN (
         SELECT id FROM identity.pairings
         WHERE code_hash IS NOT NULL AND code_expires_at < now() - interval '1 hour'
         LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
    );
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const code = newPairingCode();
      const inserted = await returning(
        this.database,
        `INSERT INTO identity.pairings (
           id, owner_id, session_id, role, label, token_hash, code_expires_at, expires_at, code_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (code_hash) DO NOTHING RETURNING id`,
        [...values, hashOfPairingCode(code, this.codeKey)],
      );
      if (inserted.length > 0) return code;
    }
    throw new HearthError('service.unavailable');
  }

  private async withdrawOldest(ownerId: UserId): Promise<void> {
    await this.database.query(
      // Who withdraws the same ones at the same moment does it; waiting for each other's rows would be a deadlock.
      `UPDATE identity.pairings SET revoked_at = now(), code_hash = NULL
       WHERE id IN (
         SELECT id FROM identity.pairings WHERE id IN (
           SELECT id FROM identity.pairings
           WHERE owner_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now()
           ORDER BY id DESC OFFSET ${MOST_OPEN})
         FOR UPDATE SKIP LOCKED)`,
      [ownerId],
    );
  }

  private async find(manager: EntityManager, secret: Secret): Promise<FoundPairing | undefined> {
    const { column, hash, expires } = this.columnOf(secret);
    const [found] = (await manager.query(
      `SELECT p.id, p.owner_id AS "ownerId", u.username AS "invitedBy", p.role, p.label,
         (SELECT device_id FROM identity.sessions WHERE id = p.session_id) AS "invitedByDeviceId",
         p.${expires} AS "expiresAt", p.used_at AS "usedAt",
         p.revoked_at IS NOT NULL OR NOT ${MAKER_MAY_INVITE} AS "isWithdrawn"
       FROM identity.pairings p JOIN identity.users u ON u.id = p.owner_id WHERE p.${column} = $1`,
      [hash],
    )) as FoundPairing[];
    return found;
  }

  private columnOf({ token, code }: Secret): { column: string; hash: Buffer; expires: string } {
    if (code !== undefined)
      return { column: 'code_hash', hash: hashOfPairingCode(code, this.codeKey), expires: 'code_expires_at' };
    return { column: 'token_hash', hash: hashOfPairingToken(token ?? ''), expires: 'expires_at' };
  }
}

function refusal(decision: ReturnType<typeof decidePairing>): HearthError {
  // Open: it ended between two looks at it.
  return new HearthError(decision === 'open' ? 'pairing.expired' : `pairing.${decision}`);
}
