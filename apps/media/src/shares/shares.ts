import { Inject, Injectable } from '@nestjs/common';
import { findListedIds, sumUpShared } from '@hearth/catalog';
import {
  hasRole,
  sessionRevoked,
  type changeShare,
  type createShare,
  type InputOf,
  type SessionId,
  type ShareId,
} from '@hearth/contracts';
import { HearthError, Passwords, RevokedSessions, writeToOutbox, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { findPage, type Page, type PageQuery } from '../find-page.js';
import { MEDIA_OUTBOX } from '../identity/identity.schema.js';
import { hashOfShareCode, newShareCode } from './share-secrets.js';
import { findShare, insertShare, sharesStatement, updateShare, type ShareRow } from './share-rows.js';

export interface CreatedShare {
  readonly id: ShareId;
  readonly url: string;
  readonly code: string;
  readonly expiresAt: Date;
}

/** The links that people of the house make. */
@Injectable()
export class Shares {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly revoked: RevokedSessions,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  /** Throws `file.not-found` and `share.empty`. */
  async create(caller: Caller, body: InputOf<typeof createShare>['body']): Promise<CreatedShare> {
    const { fileIds, folder, albumId, expiresIn, password } = body;
    if (fileIds && (await findListedIds(this.database, fileIds)).size < fileIds.length)
      throw new HearthError('file.not-found');
    if (folder !== undefined || albumId !== undefined) {
      const { files } = await sumUpShared(this.database, { folder, albumId });
      if (files === 0 && !body.allowUpload) throw new HearthError('share.empty');
    }
    const code = newShareCode();
    const id = v7() as ShareId;
    const expiresAt = new Date(Date.now() + expiresIn);
    await insertShare(this.database, {
      ...{ id, ownerId: caller.userId, fileIds, folder, albumId, expiresAt },
      ...{ label: body.label, maxUses: body.maxUses, allowUpload: body.allowUpload },
      ...{
        maxUploadFiles: body.maxUploadFiles,
        maxUploadBytes: body.maxUploadBytes,
        isModerated: body.isModerated,
      },
      codeHash: hashOfShareCode(code),
      passwordHash: password === undefined ? undefined : await this.passwords.hash(password),
    });
    return { id, code, url: new URL(`/s/${code}`, this.config.HEARTH_PUBLIC_URL).href, expiresAt };
  }

  list(caller: Caller, query: PageQuery): Promise<Page<ShareRow>> {
    const statement = sharesStatement(hasRole(caller.role, 'admin') ? undefined : caller.userId);
    return findPage<ShareRow>(this.database, { ...statement, direction: 'DESC' }, query);
  }

  /** Throws `share.not-found` also for what is somebody else's. */
  async get(caller: Caller, id: ShareId): Promise<ShareRow> {
    const share = await findShare(this.database, id);
    if (!share || (share.ownerId !== caller.userId && !hasRole(caller.role, 'admin')))
      throw new HearthError('share.not-found');
    return share;
  }

  /** Throws `share.not-found`, and `share.revoked`: what was ended stays so. */
  async change(caller: Caller, id: ShareId, change: InputOf<typeof changeShare>['body']): Promise<ShareRow> {
    const { expiresIn, password, ...rest } = change;
    const { revokedAt } = await this.get(caller, id);
    if (revokedAt !== null) throw new HearthError('share.revoked');
    await updateShare(this.database, id, {
      ...rest,
      expiresAt: expiresIn === undefined ? undefined : new Date(Date.now() + expiresIn),
      passwordHash: typeof password === 'string' ? await this.passwords.hash(password) : password,
    });
    return this.get(caller, id);
  }

  /**
   * Its guests' tokens are refused from now on. To the services a link is a session of its own: what tells them that a session
   * has ended tells them of this.
   */
  async revoke(caller: Caller, id: ShareId): Promise<void> {
    const { ownerId, revokedAt } = await this.get(caller, id);
    if (revokedAt !== null) return;
    const sessionId = id as string as SessionId;
    await this.database.transaction(async (manager) => {
      await manager.query('UPDATE identity.shares SET revoked_at = now() WHERE id = $1', [id]);
      await writeToOutbox(manager, MEDIA_OUTBOX, sessionRevoked, [
        { sessionId, userId: ownerId, reason: 'revoked' },
      ]);
    });
    this.revoked.add(sessionId);
  }
}
