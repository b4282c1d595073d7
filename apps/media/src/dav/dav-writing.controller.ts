import { Controller, Req, Res } from '@nestjs/common';
import { davCopy, davDelete, davMkcol, davMove, davPermission, davPut } from '@hearth/contracts';
import { CalledBy, Handle, HearthError, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sensible } from '../receiving/announced.js';
import { StagingFolder, type ReceivedBody } from '../staging/staging-folder.js';
import { DavGuard } from './dav-guard.js';
import { readDavAddress, readDavPath } from './dav-path.js';
import { DavRemoval } from './dav-removal.js';
import { DavResources } from './dav-resources.js';
import { davTagOf } from './dav-tag.js';
import { DavTransfers, type Transfer } from './dav-transfers.js';
import { DavWriting, type Written } from './dav-writing.js';
import { readOverwrite } from './decide-transfer.js';

/** WebDAV (RFC 4918): what programs change. */
@Controller()
export class DavWritingController {
  constructor(
    private readonly resources: DavResources,
    private readonly removal: DavRemoval,
    private readonly writing: DavWriting,
    private readonly transfers: DavTransfers,
    private readonly staging: StagingFolder,
    private readonly guard: DavGuard,
  ) {}

  @Handle(davPermission)
  async permission(): Promise<void> {
    // Or nginx fails at writing the body where there is no folder for it, which looks like a full disk.
    await this.staging.checkLibrary();
  }

  @Handle(davPut)
  async put(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { headers } = request;
    // RFC 9110, section 14.5: a part is not to be taken for the whole.
    if (headers['content-range'] !== undefined)
      throw new HearthError('request.invalid', { detail: 'Files are taken as a whole.' });
    const path = readDavPath(request.url);
    const isNew = (await this.resources.find(path)) === undefined;
    await this.guard.pass(caller, request, [{ path, isMember: isNew }]);
    const body = await this.bodyOf(headers);
    const modifiedAt = modifiedAtIn(headers);
    const { written, sha256 } = await this.writing.put(caller, { path, body, modifiedAt });
    if (sha256 !== null) reply.header('etag', davTagOf(sha256));
    if (modifiedAt) reply.header('x-oc-mtime', 'accepted');
    reply.status(statusOf(written));
  }

  @Handle(davDelete)
  async delete(@CalledBy() caller: Caller, @Req() request: FastifyRequest): Promise<void> {
    const resource = await this.resources.get(readDavPath(request.url));
    await this.guard.pass(caller, request, [{ path: resource.path, isMember: true, isDeep: true }]);
    await this.removal.remove(caller, resource);
    await this.guard.forget(resource.path);
  }

  @Handle(davMkcol)
  async mkcol(@CalledBy() caller: Caller, @Req() request: FastifyRequest): Promise<void> {
    // RFC 4918, section 9.3: none is known that a folder could be made of.
    if (request.body !== undefined && request.body !== null && request.body !== '')
      throw new HearthError('request.unsupported-media-type');
    const path = readDavPath(request.url);
    await this.guard.pass(caller, request, [{ path, isMember: true }]);
    await this.writing.makeFolder(path);
  }

  @Handle(davMove)
  async move(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const transfer = transferIn(request);
    const touched = [transfer.from, transfer.to].map((path) => ({ path, isMember: true, isDeep: true }));
    await this.guard.pass(caller, request, touched);
    reply.status(statusOf(await this.transfers.move(caller, transfer)));
    // A lock stays where it was taken (RFC 4918, section 7.7), and nothing is there any more.
    await this.guard.forget(transfer.from);
  }

  @Handle(davCopy)
  async copy(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const isShallow = request.headers.depth === '0';
    const transfer = transferIn(request);
    await this.guard.pass(caller, request, [{ path: transfer.to, isMember: true, isDeep: true }]);
    reply.status(statusOf(await this.transfers.copy(caller, transfer, { isShallow })));
  }

  private async bodyOf(headers: FastifyRequest['headers']): Promise<ReceivedBody | undefined> {
    const body = await this.staging.findBody(headers['x-body-file']);
    // Nothing but nginx hands bodies over, and it leaves none in the request.
    const isLeftBehind =
      Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
    if (!body && isLeftBehind) await this.staging.checkLibrary();
    if (!body && isLeftBehind)
      throw new HearthError('request.invalid', { detail: 'The body was not received.' });
    return body;
  }
}

function transferIn({ url, headers }: FastifyRequest): Transfer {
  const destination = headers['destination'];
  if (typeof destination !== 'string')
    throw new HearthError('request.invalid', { detail: 'There is no Destination.' });
  const to = readDavAddress(destination, headers.host);
  // RFC 4918, section 9.8.5, would say 502: no other server is asked.
  if (to === undefined)
    throw new HearthError('request.invalid', { detail: 'The Destination is another server.' });
  return { from: readDavPath(url), to, mayOverwrite: readOverwrite(headers['overwrite']) };
}

/** As ownCloud's programs send it: seconds since 1970. */
function modifiedAtIn(headers: FastifyRequest['headers']): Date | undefined {
  const seconds = Number(headers['x-oc-mtime'] ?? Number.NaN);
  return Number.isFinite(seconds) ? sensible(new Date(seconds * 1000)) : undefined;
}

function statusOf(written: Written): number {
  return written === 'created' ? 201 : 204;
}
