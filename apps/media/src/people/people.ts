import { Injectable } from '@nestjs/common';
import { findBroughtBytes } from '@hearth/catalog';
import {
  userChanged,
  type listUsers,
  type OutputOf,
  type Person,
  type Role,
  type SessionId,
  type UserId,
} from '@hearth/contracts';
import { HearthError, Passwords, type Queryable, writeToOutbox } from '@hearth/platform';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { findPage, type PageQuery } from '../find-page.js';
import { MEDIA_OUTBOX } from '../identity/identity.schema.js';
import { UserRecord } from '../identity/user.record.js';
import { withdrawInvitations } from '../identity/withdraw-invitations.js';
import { isOpen } from './open-sessions.js';
import { SessionChanges } from '../sign-in/session-changes.js';

interface NewPerson {
  readonly username: string;
  readonly password: string;
  readonly role: Role;
  readonly quotaBytes?: number | null | undefined;
}

interface PersonChange {
  readonly username?: string | undefined;
  readonly role?: Role | undefined;
  readonly password?: string | undefined;
  readonly quotaBytes?: number | null | undefined;
}

const UNIQUE_VIOLATION = '23505';

const PEOPLE = `
  SELECT u.id, u.username, u.role, u.quota_bytes::float8 AS "quotaBytes", u.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt",
    coalesce(s.count, 0)::int AS sessions, coalesce(d.count, 0)::int AS devices
  FROM identity.users u
  LEFT JOIN (
    SELECT user_id, max(last_seen_at) AS last_seen_at, count(*) FILTER (WHERE ${isOpen('one')}) AS count
    FROM identity.sessions one GROUP BY user_id) s ON s.user_id = u.id
  LEFT JOIN (SELECT owner_id, count(*) AS count FROM identity.devices GROUP BY owner_id) d ON d.owner_id = u.id`;

type PersonRow = Omit<Person, 'createdAt' | 'lastSeenAt' | 'usedBytes'> & {
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
};

/** Who may sign in, and as what. */
@Injectable()
export class People {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly changes: SessionChanges,
  ) {}

  async list(query: PageQuery): Promise<OutputOf<typeof listUsers>> {
    const sql = `SELECT *, lower(username) AS "pageKey" FROM (${PEOPLE}) AS people`;
    const list = { sql, parameters: [], direction: 'ASC' as const };
    const { rows, ...page } = await findPage<PersonRow>(this.database, list, query);
    return { items: await present(this.database, rows), ...page };
  }

  /** Throws `user.name-taken`. */
  async add({ username, password, role, quotaBytes }: NewPerson): Promise<Person> {
    const passwordHash = await this.passwords.hash(password);
    const userId = v7() as UserId;
    return this.writeName(async (manager) => {
      await manager.insert(UserRecord, {
        ...{ id: userId, username, passwordHash, role, revision: '1' },
        quotaBytes: asText(quotaBytes),
      });
      await writeToOutbox(manager, MEDIA_OUTBOX, userChanged, [{ userId, username, role, revision: 1 }]);
      return this.get(manager, userId);
    });
  }

  /**
   * A new password ends the person's sessions, but for the one that asks if it is that person's own. Throws `user.not-found`,
   * `user.name-taken` or `user.last-admin`.
   */
  async change(userId: UserId, change: PersonChange, askedIn: SessionId): Promise<Person> {
    const { username, role, password, quotaBytes } = change;
    const passwordHash = password === undefined ? undefined : await this.passwords.hash(password);
    let applied: (() => void)[] = [];
    const person = await this.writeName(async (manager) => {
      const before = await this.lock(manager, userId);
      if (role !== undefined && role !== 'admin') await this.refuseLastAdmin(manager, before);
      const after = { username: username ?? before.username, role: role ?? before.role };
      applied = [];
      if (after.username !== before.username || after.role !== before.role) {
        const revision = Number(before.revision) + 1;
        await manager.update(UserRecord, { id: userId }, { ...after, revision: String(revision) });
        await writeToOutbox(manager, MEDIA_OUTBOX, userChanged, [{ userId, ...after, revision }]);
        applied.push(await this.changes.markOutdated(manager, { userId }));
        if (after.role === 'viewer') await withdrawInvitations(manager, { userId });
      }
      if (quotaBytes !== undefined)
        await manager.update(UserRecord, { id: userId }, { quotaBytes: asText(quotaBytes) });
      if (passwordHash)
        applied.push(await this.setPassword(manager, { userId, passwordHash, keep: askedIn }));
      return this.get(manager, userId);
    });
    for (const apply of applied) apply();
    return person;
  }

  /** Throws `user.not-found` or `user.last-admin`. */
  async remove(userId: UserId): Promise<void> {
    const apply = await this.database.transaction(async (manager) => {
      await this.refuseLastAdmin(manager, await this.lock(manager, userId));
      const applyRevocation = await this.changes.markRevoked(manager, { userId }, 'revoked');
      await manager.delete(UserRecord, { id: userId });
      return applyRevocation;
    });
    apply();
  }

  /** One's own. `isRight` was found out for `knownHash`. Throws `auth.wrong-credentials` when that is not the hash any more. */
  async replacePassword(
    { userId, sessionId }: { userId: UserId; sessionId: SessionId },
    knownHash: string,
    password: string,
  ): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    const apply = await this.database.transaction(async (manager) => {
      const { passwordHash: hashNow } = await this.lock(manager, userId);
      if (hashNow !== knownHash) throw new HearthError('auth.wrong-credentials');
      return this.setPassword(manager, { userId, passwordHash, keep: sessionId });
    });
    apply();
  }

  private async setPassword(
    manager: EntityManager,
    { userId, passwordHash, keep }: { userId: UserId; passwordHash: string; keep: SessionId },
  ): Promise<() => void> {
    await manager.update(UserRecord, { id: userId }, { passwordHash });
    // Whoever knew the former one may have made some.
    await manager.query('DELETE FROM identity.app_passwords WHERE user_id = $1', [userId]);
    return this.changes.markRevoked(manager, { userId, except: keep }, 'revoked');
  }

  /** Changes of people happen one after another: else two admins could each remove the other. */
  private async lock(manager: EntityManager, id: UserId): Promise<UserRecord> {
    await manager.query('LOCK TABLE identity.users IN SHARE ROW EXCLUSIVE MODE');
    const user = await manager.findOne(UserRecord, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!user) throw new HearthError('user.not-found');
    return user;
  }

  private async refuseLastAdmin(manager: EntityManager, { role }: UserRecord): Promise<void> {
    if (role !== 'admin') return;
    if ((await manager.countBy(UserRecord, { role })) <= 1) throw new HearthError('user.last-admin');
  }

  private async get(manager: EntityManager, userId: UserId): Promise<Person> {
    const [row] = (await manager.query(`${PEOPLE} WHERE u.id = $1`, [userId])) as PersonRow[];
    if (!row) throw new HearthError('user.not-found');
    const [person] = await present(manager, [row]);
    return person as Person;
  }

  private async writeName<T>(write: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(write);
    } catch (error) {
      const isTaken =
        error instanceof QueryFailedError &&
        (error.driverError as { code?: string }).code === UNIQUE_VIOLATION;
      throw isTaken ? new HearthError('user.name-taken') : error;
    }
  }
}

async function present(database: Queryable, rows: readonly PersonRow[]): Promise<Person[]> {
  const brought = await findBroughtBytes(
    database,
    rows.map(({ id }) => id),
  );
  return rows.map(({ createdAt, lastSeenAt, ...person }) => ({
    ...person,
    usedBytes: brought.get(person.id) ?? 0,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  }));
}

function asText(bytes: number | null | undefined): string | null {
  return bytes == null ? null : String(bytes);
}
