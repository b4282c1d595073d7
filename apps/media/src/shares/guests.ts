import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isShared, sumUpShared, type SharedScope } from '@hearth/catalog';
import {
  fileId,
  uploadsEndpoints,
  type Endpoint,
  type FileId,
  type SessionId,
  type ShareId,
} from '@hearth/contracts';
import { Admission, HearthError, RevokedSessions, type Guest, type GuestAdmission } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { decideShareOpen } from './decide-share-open.js';
import { isBroughtBy } from './guest-uploads.js';
import { findShare, scopeOf, type ShareRow } from './share-rows.js';
import { ShareTokens } from './share-tokens.js';

/** How long a link, and that a file is in it, are believed to be as they were: a film is fetched in thousands of ranges. */
const REMEMBERED_MS = 5_000;
const REMEMBERED_LINKS = 1_000;
const REMEMBERED_FILES = 20_000;

const UPLOADS = new Set(Object.values(uploadsEndpoints).map(({ name }) => name));

interface Remembered<T> {
  readonly value: Promise<T>;
  readonly at: number;
}

/** Lets guests in by their tokens, to what was shared with them and nothing else. */
@Injectable()
export class Guests implements GuestAdmission, OnModuleInit {
  private readonly links = new Map<string, Remembered<ShareRow | undefined>>();
  private readonly files = new Map<string, Remembered<boolean>>();

  constructor(
    private readonly database: DataSource,
    private readonly tokens: ShareTokens,
    private readonly revoked: RevokedSessions,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.admission.letGuestsIn(this);
    this.revoked.onRefused((sessionId) => this.links.delete(sessionId));
  }

  async admit(request: FastifyRequest, endpoint: Endpoint, token: string): Promise<Guest> {
    const { shareId, guestId } = this.tokens.verify(token);
    const sessionId = shareId as string as SessionId;
    const refusal = this.revoked.findRefusal({ sid: sessionId });
    if (refusal) throw new HearthError(refusal);
    if (!this.revoked.isCurrent)
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' } });
    const share = await this.get(shareId);
    if (UPLOADS.has(endpoint.name) && !share.allowUpload) throw new HearthError('share.no-uploads');
    if (endpoint.path.startsWith('/api/files/:id')) {
      const id = fileId.safeParse((request.params as { id?: unknown }).id);
      // What is no id is refused by the endpoint itself.
      if (id.success && !(await this.reaches(share, id.data, guestId)))
        throw new HearthError('file.not-found');
    }
    return { shareId, sessionId, guestId };
  }

  /** Throws `auth.session-revoked` and `auth.token-expired` for a link that its guests must leave. */
  async get(id: ShareId): Promise<ShareRow> {
    const share = await remembered(this.links, REMEMBERED_LINKS, id, () => findShare(this.database, id));
    const state = share ? decideShareOpen({ ...share, maxUses: null }, new Date()) : 'revoked';
    if (!share || state === 'revoked') throw new HearthError('auth.session-revoked');
    if (state !== 'open') throw new HearthError('auth.token-expired');
    return share;
  }

  /** What a guest asks for together must all be shared with them. Throws `file.not-found`, and as `get`. */
  async requireShared(id: ShareId, { fileIds, folder, albumId }: SharedScope): Promise<void> {
    const scope = scopeOf(await this.get(id));
    const isAll = fileIds
      ? (await sumUpShared(this.database, scope, fileIds)).files === fileIds.length
      : folder === scope.folder && albumId === scope.albumId;
    if (!isAll) throw new HearthError('file.not-found');
  }

  /** What was shared, and what they brought themselves. */
  private async reaches(share: ShareRow, id: FileId, guestId: string): Promise<boolean> {
    const isInside = await remembered(this.files, REMEMBERED_FILES, `${share.id} ${id}`, () =>
      isShared(this.database, scopeOf(share), id),
    );
    if (isInside || !share.allowUpload) return isInside;
    return isBroughtBy(this.database, { shareId: share.id, guestId, fileId: id });
  }
}

/** From memory, or asked for once by all who want it now. The oldest stands first. */
function remembered<T>(
  memory: Map<string, Remembered<T>>,
  most: number,
  key: string,
  load: () => Promise<T>,
): Promise<T> {
  const now = performance.now();
  const known = memory.get(key);
  if (known && now - known.at <= REMEMBERED_MS) return known.value;
  const value = load();
  memory.delete(key);
  memory.set(key, { value, at: now });
  value.catch(() => memory.delete(key));
  if (memory.size > most) memory.delete(memory.keys().next().value ?? '');
  return value;
}
