import { Injectable } from '@nestjs/common';
import type { UserId } from '@hearth/contracts';
import { type Caller, HearthError, type Queryable, returning } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import type { LockWish } from './read-lockinfo.js';

export interface DavLock {
  readonly token: string;
  readonly path: string;
  /** Whether it was taken at a folder's address. */
  readonly isFolder: boolean;
  readonly isDeep: boolean;
  readonly isShared: boolean;
  readonly ownerXml: string;
  readonly userId: UserId;
  readonly leftSec: number;
}

export interface NewLock extends LockWish {
  readonly path: string;
  readonly isFolder: boolean;
  readonly isDeep: boolean;
  readonly timeoutSec: number;
}

/** What a request changes. */
export interface Touched {
  readonly path: string;
  /** It comes or goes, which changes the folder that it lies in. */
  readonly isMember?: boolean;
  /** With all that lies below it. */
  readonly isDeep?: boolean;
}

const MOST_LOCKS_EACH = 1_000;
const LOCK = `token, path, is_folder AS "isFolder", is_deep AS "isDeep", is_shared AS "isShared", owner_xml AS "ownerXml", user_id AS "userId",
  ceil(extract(epoch FROM expires_at - now()))::int AS "leftSec"`;
/** `$1` the path, `$2` the folders that it lies in, `$3` the folder it lies in or null, `$4` whether what lies below counts. */
const TOUCHING = `expires_at > now() AND (path = $1 OR (is_deep AND path = ANY($2::text[])) OR path = $3
  OR ($4 AND path ~>=~ ($1 || '/') AND path ~<~ ($1 || '0')))`;

/** Locks for writing (RFC 4918, section 6), for all copies of media. They bind the programs of WebDAV among themselves. */
@Injectable()
export class DavLocks {
  constructor(private readonly database: DataSource) {}

  find(
    { path, isMember = false, isDeep = false }: Touched,
    database: Queryable = this.database,
  ): Promise<DavLock[]> {
    const folders = foldersOf(path);
    return database.query<DavLock[]>(
      `SELECT ${LOCK} FROM uploading.locks WHERE ${TOUCHING} ORDER BY token LIMIT ${MOST_LOCKS_EACH}`,
      [path, folders, isMember ? (folders.at(-1) ?? null) : null, isDeep],
    );
  }

  /** Those on one of these paths, and those that reach down to all of them from a folder. */
  findOn(folder: string, paths: readonly string[]): Promise<DavLock[]> {
    return this.database.query<DavLock[]>(
      `SELECT ${LOCK} FROM uploading.locks
       WHERE expires_at > now() AND (path = ANY($1::text[]) OR (is_deep AND path = ANY($2::text[]))) ORDER BY token LIMIT ${MOST_LOCKS_EACH}`,
      [paths, [...foldersOf(folder), folder]],
    );
  }

  /** Throws `lock.held` where something is locked whose token was not shown by who holds it. */
  async check(caller: Pick<Caller, 'userId'>, touched: Touched, shown: ReadonlySet<string>): Promise<void> {
    const locks = await this.find(touched);
    for (const path of new Set(locks.map((lock) => lock.path))) {
      const here = locks.filter((lock) => lock.path === path);
      if (!here.some(({ token, userId }) => shown.has(token) && userId === caller.userId))
        throw new HearthError('lock.held');
    }
  }

  /** Throws `lock.held`, `lock.too-many`. */
  take({ userId }: Pick<Caller, 'userId'>, lock: NewLock): Promise<DavLock> {
    return this.database.transaction(async (manager) => {
      // One at a time: two that do not see each other's would both be exclusive.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('hearth.dav.locks'))`);
      await manager.query('DELETE FROM uploading.locks WHERE expires_at <= now()');
      const others = await this.find({ path: lock.path, isDeep: lock.isDeep }, manager);
      if (others.some(({ isShared }) => !isShared || !lock.isShared)) throw new HearthError('lock.held');
      return this.insert(manager, userId, lock);
    });
  }

  /** From now on. Undefined where there is none of these on the path that is the caller's. */
  async refresh(
    { userId }: Pick<Caller, 'userId'>,
    path: string,
    shown: ReadonlySet<string>,
    timeoutSec: number,
  ): Promise<DavLock | undefined> {
    const [lock] = (await this.find({ path })).filter((one) => shown.has(one.token) && one.userId === userId);
    const [row] = await returning<DavLock>(
      this.database,
      `UPDATE uploading.locks SET expires_at = now() + make_interval(secs => $2) WHERE token = $1 RETURNING ${LOCK}`,
      [lock?.token ?? null, timeoutSec],
    );
    return row;
  }

  /** Throws `lock.not-found` where that lock is not on the path; an admin may end anybody's. */
  async release(
    { userId, role }: Pick<Caller, 'userId' | 'role'>,
    path: string,
    token: string,
  ): Promise<void> {
    const lock = (await this.find({ path })).find((one) => one.token === token);
    if (!lock) throw new HearthError('lock.not-found');
    if (lock.userId !== userId && role !== 'admin') throw new HearthError('auth.forbidden');
    await this.database.query('DELETE FROM uploading.locks WHERE token = $1', [token]);
  }

  /** What lay there has gone, with all below it. */
  async forget(path: string): Promise<void> {
    await this.database.query(
      `DELETE FROM uploading.locks WHERE path = $1 OR path ~>=~ ($1 || '/') AND path ~<~ ($1 || '0')`,
      [path],
    );
  }

  private async insert(manager: EntityManager, userId: UserId, lock: NewLock): Promise<DavLock> {
    const [row] = await returning<DavLock>(
      manager,
      `INSERT INTO uploading.locks (token, path, is_folder, is_deep, is_shared, owner_xml, user_id, expires_at)
       SELECT $1, $2, $3, $4, $5, $6, $7::uuid, now() + make_interval(secs => $8)
       WHERE (SELECT count(*) FROM uploading.locks WHERE user_id = $7::uuid) < ${MOST_LOCKS_EACH} RETURNING ${LOCK}`,
      [
        `urn:uuid:${randomUUID()}`,
        lock.path,
        lock.isFolder,
        lock.isDeep,
        lock.isShared,
        lock.ownerXml,
        userId,
        lock.timeoutSec,
      ],
    );
    if (!row) throw new HearthError('lock.too-many');
    return row;
  }
}

/** The folders that a path lies in, the library first; none for the library itself. */
export function foldersOf(path: string): string[] {
  if (path === '') return [];
  const parts = path.split('/');
  return parts.map((_, count) => parts.slice(0, count).join('/'));
}
