import { Inject, Injectable } from '@nestjs/common';
import type { DropSessionId, DropWords, UserId } from '@hearth/contracts';
import { type Caller, HearthError, Passwords, returning } from '@hearth/platform';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';

export interface DropSessionRow {
  readonly id: DropSessionId;
  readonly label: string | null;
  readonly password_hash: string | null;
  readonly maker_id: UserId;
  readonly expires_at: Date;
  readonly is_house: boolean;
}

interface NewSession {
  readonly password?: string | undefined;
  readonly label?: string | undefined;
  readonly words?: DropWords | undefined;
}

/** Of one person, at a time. */
const MOST_OPEN = 50;
/** So long it is said that a session has expired, rather than that there never was one. */
const REMEMBERED_AFTER = '7 days';
const AT_ONCE = 500;
const HOUSE_LIFETIME_MS = 24 * 3_600_000;
/** So long before its end the house gets a new one, so that nobody is given one that ends in their hands. */
const HOUSE_RENEWAL = '2 hours';
const NOBODY = '00000000-0000-0000-0000-000000000000';
const COLUMNS = 'id, label, password_hash, maker_id, expires_at, house_key IS NOT NULL AS is_house';

/** The places where devices meet. */
@Injectable()
export class DropSessions {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  async create(
    maker: Caller,
    { password, label, words }: NewSession,
  ): Promise<{ id: DropSessionId; expiresAt: Date }> {
    await this.mustHaveRoom(maker.userId);
    const id = v7() as DropSessionId;
    const expiresAt = new Date(Date.now() + this.config.HEARTH_DROP_SESSION_LIFETIME);
    const passwordHash = password === undefined ? null : await this.passwords.hash(password);
    const made = await returning(
      this.database,
      `INSERT INTO realtime.drop_sessions (id, label, password_hash, maker_id, expires_at, words_id, sealed_key)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (words_id) DO NOTHING RETURNING id`,
      [
        ...[id, label ?? null, passwordHash, maker.userId, expiresAt],
        ...[words?.id ?? null, words?.sealedKey ?? null],
      ],
    );
    if (made.length === 0) throw new HearthError('drop.words-taken');
    return { id, expiresAt };
  }

  /** Throws `drop.session-not-found` and `drop.session-expired`, also for one that was ended. */
  async get(id: DropSessionId): Promise<DropSessionRow> {
    const [row] = await this.database.query<(DropSessionRow & { is_over: boolean })[]>(
      `SELECT ${COLUMNS}, ended_at IS NOT NULL OR expires_at <= now() AS is_over
       FROM realtime.drop_sessions WHERE id = $1`,
      [id],
    );
    if (!row) throw new HearthError('drop.session-not-found');
    if (row.is_over) throw new HearthError('drop.session-expired');
    return row;
  }

  /** Throws what `get` throws; no words were ever those of two sessions. */
  async getByWords(wordsId: string): Promise<{ sessionId: DropSessionId; sealedKey: string }> {
    const [row] = await this.database.query<{ id: DropSessionId; sealed_key: string }[]>(
      'SELECT id, sealed_key FROM realtime.drop_sessions WHERE words_id = $1',
      [wordsId],
    );
    if (!row) throw new HearthError('drop.session-not-found');
    await this.get(row.id);
    return { sessionId: row.id, sealedKey: row.sealed_key };
  }

  /** Throws `auth.forbidden` for who did not make it. */
  async end(id: DropSessionId, by: Caller): Promise<void> {
    const { maker_id } = await this.get(id);
    if (maker_id !== by.userId) throw new HearthError('auth.forbidden');
    await this.database.query('UPDATE realtime.drop_sessions SET ended_at = now() WHERE id = $1', [id]);
  }

  /** The session of the house, made when there is none; copies that ask at once are given the same. */
  async ofHouse(): Promise<{ id: DropSessionId; key: Buffer; expiresAt: Date }> {
    return this.database.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('hearth.drop-house'), 0)`);
      const [row] = await manager.query<{ id: DropSessionId; house_key: Buffer; expires_at: Date }[]>(
        `SELECT id, house_key, expires_at FROM realtime.drop_sessions
         WHERE house_key IS NOT NULL AND ended_at IS NULL AND expires_at > now() + interval '${HOUSE_RENEWAL}'
         ORDER BY expires_at DESC LIMIT 1`,
      );
      if (row) return { id: row.id, key: row.house_key, expiresAt: row.expires_at };
      const made = {
        id: v7() as DropSessionId,
        key: randomBytes(32),
        expiresAt: new Date(Date.now() + HOUSE_LIFETIME_MS),
      };
      await manager.query(
        `INSERT INTO realtime.drop_sessions (id, maker_id, house_key, expires_at) VALUES ($1, $2, $3, $4)`,
        [made.id, NOBODY, made.key, made.expiresAt],
      );
      return made;
    });
  }

  async countOpen(): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM
         (SELECT 1 FROM realtime.drop_sessions WHERE expires_at > now() AND ended_at IS NULL AND house_key IS NULL
          LIMIT 10000) AS open`,
    );
    return row?.count ?? 0;
  }

  /** Those with somebody in them that have come to their end. */
  async findOverWithMembers(): Promise<DropSessionId[]> {
    const rows = await this.database.query<{ id: DropSessionId }[]>(
      `SELECT DISTINCT s.id FROM realtime.drop_sessions s JOIN realtime.drop_members m ON m.session_id = s.id
       WHERE s.expires_at <= now() OR s.ended_at IS NOT NULL LIMIT ${AT_ONCE}`,
    );
    return rows.map(({ id }) => id);
  }

  async forgetOld(): Promise<void> {
    await this.database.query(
      `DELETE FROM realtime.drop_sessions WHERE id IN
         (SELECT id FROM realtime.drop_sessions WHERE expires_at < now() - interval '${REMEMBERED_AFTER}'
          LIMIT ${AT_ONCE})`,
    );
  }

  private async mustHaveRoom(userId: UserId): Promise<void> {
    const [row] = await this.database.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM realtime.drop_sessions
       WHERE maker_id = $1 AND expires_at > now() AND ended_at IS NULL`,
      [userId],
    );
    if ((row?.count ?? 0) >= MOST_OPEN)
      throw new HearthError('request.rate-limited', {
        detail: 'You have many sessions open. End one first.',
      });
  }
}
