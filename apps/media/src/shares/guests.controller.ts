import { Controller, Inject, Req, Res } from '@nestjs/common';
import {
  filterOf,
  findFile,
  findFilesPage,
  findListedFiles,
  NEWEST_FIRST,
  readCursor,
  sumUpShared,
  writeCursor,
} from '@hearth/catalog';
import {
  currentShare,
  currentShareFile,
  currentShareFiles,
  currentShareUploads,
  inspectShare,
  openShare,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { Handle, HearthError, Input, SHARE_COOKIE, VisitedBy, type Visitor } from '@hearth/platform';
import { stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { clientOf } from '../sign-in/client.js';
import { findGuestUploads } from './guest-uploads.js';
import { Guests } from './guests.js';
import { Opening } from './opening.js';
import { presentSharedFile, presentSharedFileDetail } from './present-share.js';
import { scopeOf, type ShareRow } from './share-rows.js';

const DEFAULT_LIMIT = 100;
const MOST_BROUGHT = 200;

/** What people without an account call. */
@Controller()
export class GuestsController {
  constructor(
    private readonly opening: Opening,
    private readonly guests: Guests,
    private readonly database: DataSource,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  @Handle(inspectShare)
  async inspect(@Input() { body }: InputOf<typeof inspectShare>): Promise<OutputOf<typeof inspectShare>> {
    const { id, label, ownerName: sharedBy, passwordHash, ...share } = await this.opening.get(body.code);
    return {
      ...{ id, label, sharedBy, hubName: this.config.HEARTH_HUB_NAME, needsPassword: passwordHash !== null },
      usesLeft: share.maxUses === null ? null : share.maxUses - share.uses,
      expiresAt: share.expiresAt.toISOString(),
    };
  }

  @Handle(openShare)
  async open(
    @Input() { body: { code, password } }: InputOf<typeof openShare>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof openShare>> {
    const { token, tokenExpiresAt, share } = await this.opening.open(code, password, clientOf(request));
    reply
      .header('set-cookie', cookieOf(token, tokenExpiresAt))
      // The page tells the token to nobody, and a cache must not either.
      .header('cache-control', 'no-store');
    return { token, tokenExpiresAt: tokenExpiresAt.toISOString(), share };
  }

  @Handle(currentShare)
  async current(@VisitedBy() visitor: Visitor): Promise<OutputOf<typeof currentShare>> {
    return this.opening.present(await this.shareOf(visitor));
  }

  @Handle(currentShareFiles)
  async files(
    @Input() { query }: InputOf<typeof currentShareFiles>,
    @VisitedBy() visitor: Visitor,
  ): Promise<OutputOf<typeof currentShareFiles>> {
    const scope = scopeOf(await this.shareOf(visitor));
    const filter = filterOf(scope);
    if (!filter) return { items: [], nextCursor: null };
    const limit = query.pageSize ?? query.limit ?? DEFAULT_LIMIT;
    const isNumbered = query.page !== undefined || query.pageSize !== undefined;
    const order = NEWEST_FIRST;
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor, order);
    const offset = after ? 0 : ((query.page ?? 1) - 1) * limit;
    const [rows, sum] = await Promise.all([
      // One more than asked for, which says whether there is a next page.
      findFilesPage(this.database, { ...filter, order, after, offset, limit: limit + 1 }),
      isNumbered ? sumUpShared(this.database, scope) : undefined,
    ]);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(presentSharedFile),
      nextCursor: last
        ? writeCursor({ order, mode: 'typed', step: last.step, value: last.sort_value, id: last.id })
        : null,
      ...(sum && { total: sum.files }),
    };
  }

  @Handle(currentShareFile)
  async file(
    @Input() { params: { id } }: InputOf<typeof currentShareFile>,
    @VisitedBy() visitor: Visitor,
  ): Promise<OutputOf<typeof currentShareFile>> {
    await this.guests.requireShared((await this.shareOf(visitor)).id, { fileIds: [id] });
    const file = await findFile(this.database, id);
    if (!file) throw new HearthError('file.not-found');
    return presentSharedFileDetail(file);
  }

  @Handle(currentShareUploads)
  async uploads(@VisitedBy() visitor: Visitor): Promise<OutputOf<typeof currentShareUploads>> {
    const { id } = await this.shareOf(visitor);
    const { guestId } = visitor;
    if (guestId === undefined) throw new HearthError('auth.required');
    const brought = await findGuestUploads(this.database, id, { guestId, limit: MOST_BROUGHT });
    const ids = brought.map(({ fileId }) => fileId);
    const rows = new Map((await findListedFiles(this.database, ids)).map((row) => [row.id, row]));
    return { items: ids.flatMap((fileId) => rows.get(fileId) ?? []).map(presentSharedFile) };
  }

  private shareOf({ shareId }: Visitor): Promise<ShareRow> {
    if (!shareId) throw new HearthError('auth.required');
    return this.guests.get(shareId);
  }
}

/** The prefix `__Host-` wants `Secure`, `Path=/` and no `Domain` (RFC 6265bis, section 4.1.3.2). */
function cookieOf(token: string, expiresAt: Date): string {
  return stringifySetCookie({
    ...{ name: SHARE_COOKIE, value: token, path: '/', secure: true, httpOnly: true, sameSite: 'strict' },
    maxAge: Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000)),
  });
}
