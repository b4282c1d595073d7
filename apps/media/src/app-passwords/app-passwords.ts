import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  MOST_APP_PASSWORDS,
  type AppPassword,
  type AppPasswordId,
  type listAppPasswords,
  type OutputOf,
  type Role,
  type SessionId,
  type UserId,
} from '@hearth/contracts';
import {
  Admission,
  type AppAdmission,
  type BasicCredentials,
  type Caller,
  HearthError,
  returning,
} from '@hearth/platform';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { findPage, momentKey, type PageQuery } from '../find-page.js';
import { findAddress } from '../sign-in/client.js';
import { SignInLimits } from '../sign-in/sign-in-limits.js';
import { hashOfAppSecret, newAppSecret } from './app-secrets.js';

interface AppPasswordRow {
  readonly id: AppPasswordId;
  readonly name: string;
  readonly userId: UserId;
  readonly username: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lastIp: string | null;
}

interface Holder {
  readonly id: AppPasswordId;
  readonly userId: UserId;
  readonly username: string;
  readonly role: Role;
  readonly isUseNoted: boolean;
}

const APP_PASSWORDS = `
  SELECT p.id, p.name, p.user_id AS "userId", u.username, p.created_at AS "createdAt", p.last_used_at AS "lastUsedAt",
    host(p.last_ip) AS "lastIp"
  FROM identity.app_passwords p JOIN identity.users u ON u.id = p.user_id`;

/** The passwords that programs sign in with. Each request asks anew: one that was removed opens nothing from then on. */
@Injectable()
export class AppPasswords implements AppAdmission, OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly limits: SignInLimits,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.admission.letAppsIn(this);
  }

  async list(caller: Caller, query: PageQuery): Promise<OutputOf<typeof listAppPasswords>> {
    const sql = `SELECT *, ${momentKey('"createdAt"')} AS "pageKey" FROM (
      ${APP_PASSWORDS} WHERE $1::uuid IS NULL OR p.user_id = $1) AS passwords`;
    const parameters = [caller.role === 'admin' ? null : caller.userId];
    const { rows, ...page } = await findPage<AppPasswordRow>(
      this.database,
      { sql, parameters, direction: 'DESC' },
      query,
    );
    return { items: rows.map(present), ...page };
  }

  /** Throws `auth.app-passwords-too-many`. */
  async add(
    { userId, username }: Pick<Caller, 'userId' | 'username'>,
    name: string,
  ): Promise<{ appPassword: AppPassword; secret: string }> {
    const secret = newAppSecret();
    const [row] = await returning<{ id: AppPasswordId; createdAt: Date }>(
      this.database,
      `INSERT INTO identity.app_passwords (id, user_id, name, secret_hash)
       SELECT $1, $2, $3, $4
       WHERE (SELECT count(*) FROM identity.app_passwords WHERE user_id = $2) < ${MOST_APP_PASSWORDS}
       RETURNING id, created_at AS "createdAt"`,
      [v7(), userId, name, hashOfAppSecret(secret)],
    );
    if (!row) throw new HearthError('auth.app-passwords-too-many');
    const appPassword = present({ ...row, name, userId, username, lastUsedAt: null, lastIp: null });
    return { appPassword, secret };
  }

  /** Throws `auth.app-password-not-found` also for somebody else's. */
  async remove({ userId, role }: Caller, id: AppPasswordId): Promise<void> {
    const removed = await returning(
      this.database,
      'DELETE FROM identity.app_passwords WHERE id = $1 AND ($2::uuid IS NULL OR user_id = $2) RETURNING id',
      [id, role === 'admin' ? null : userId],
    );
    if (removed.length === 0) throw new HearthError('auth.app-password-not-found');
  }

  async admit({ username: typed, password }: BasicCredentials, ip: string): Promise<Caller> {
    const username = typed.normalize('NFKC').trim();
    const holder = await this.findHolder(username, password);
    if (!holder) return this.refuse(username, ip);
    if (!holder.isUseNoted) {
      await this.database.query(
        'UPDATE identity.app_passwords SET last_used_at = now(), last_ip = $2::inet WHERE id = $1',
        [holder.id, findAddress({ ip })],
      );
    }
    const { id, userId, role } = holder;
    // In the access log, one password is one session.
    return { userId, username: holder.username, role, sessionId: id as string as SessionId };
  }

  /** Those that were right are never slowed down: nobody guesses a hundred bits, but for wrong ones the doors of sign-in count. */
  private refuse(username: string, ip: string): Promise<never> {
    return this.limits.inTurn({ username, ip }, async () => {
      await this.limits.count({ userId: undefined, username, ip });
      throw new HearthError('auth.wrong-credentials');
    });
  }

  private async findHolder(username: string, secret: string): Promise<Holder | undefined> {
    const [row] = await this.database.query<Holder[]>(
      `SELECT p.id, u.id AS "userId", u.username, u.role,
         p.last_used_at IS NOT NULL AND p.last_used_at > now() - interval '1 minute' AS "isUseNoted"
       FROM identity.app_passwords p JOIN identity.users u ON u.id = p.user_id
       WHERE p.secret_hash = $1 AND lower(u.username) = lower($2)`,
      [hashOfAppSecret(secret), username],
    );
    return row;
  }
}

function present(row: AppPasswordRow): AppPassword {
  return {
    id: row.id,
    name: row.name,
    owner: { id: row.userId, username: row.username },
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastIp: row.lastIp,
  };
}
