import { Controller, Req, Res } from '@nestjs/common';
import { davCopy, davDelete, davMkcol, davMove, davPermission, davPut } from '@hearth/contracts';
import { CalledBy, Handle, HearthError, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { evaluateConditions } from '../streaming/conditional.js';
import { sensible } from '../uploading/announced.js';
import { StagingFolder, type ReceivedBody } from '../uploading/staging-folder.js';
import { readDavAddress, readDavPath } from './dav-path.js';
import { DavRemoval } from './dav-removal.js';
import { DavResources } from './dav-resources.js';
import { DavTransfers, type Transfer } from './dav-transfers.js';
import { DavWriting, type Written } from './dav-writing.js';

/** WebDAV (RFC 4918): what programs change. */
@Controller()
export class DavWritingController {
  constructor(
    private readonly resources: DavResources,
    private readonly removal: DavRemoval,
    private readonly writing: DavWriting,
    private readonly transfers: DavTransfers,
    private readonly staging: StagingFolder,
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
    await this.checkConditions(path, headers);
    const body = await this.bodyOf(headers);
    const modifiedAt = modifiedAtIn(headers);
    const { written, sha256 } = await this.writing.put(caller, { path, body, modifiedAt });
    if (sha256 !== null) reply.header('etag', `"${sha256}"`);
    if (modifiedAt) reply.header('x-oc-mtime', 'accepted');
    reply.status(statusOf(written));
  }

  @Handle(davDelete)
  async delete(@CalledBy() caller: Caller, @Req() request: FastifyRequest): Promise<void> {
    await this.removal.remove(caller, await this.resources.get(readDavPath(request.url)));
  }

  @Handle(davMkcol)
  async mkcol(@Req() request: FastifyRequest): Promise<void> {
    // RFC 4918, section 9.3: none is known that a folder could be made of.
    if (request.body !== undefined && request.body !== null && request.body !== '')
      throw new HearthError('request.unsupported-media-type');
    await this.writing.makeFolder(readDavPath(request.url));
  }

  @Handle(davMove)
  async move(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    reply.status(statusOf(await this.transfers.move(caller, transferIn(request))));
  }

  @Handle(davCopy)
  async copy(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const isShallow = request.headers.depth === '0';
    reply.status(statusOf(await this.transfers.copy(caller, transferIn(request), { isShallow })));
  }

  /** Throws `request.precondition-failed`. */
  private async checkConditions(path: string, headers: FastifyRequest['headers']): Promise<void> {
    if (headers['if-match'] === undefined && headers['if-none-match'] === undefined) return;
    const there = await this.resources.find(path);
    const sha256 = there?.kind === 'file' ? there.file.sha256 : null;
    const isMet = there
      ? evaluateConditions(headers, sha256 === null ? undefined : `"${sha256}"`) === 'proceed'
      : headers['if-match'] === undefined;
    if (!isMet) throw new HearthError('request.precondition-failed');
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
  return { from: readDavPath(url), to, mayOverwrite: headers['overwrite'] !== 'F' };
}

/** As ownCloud's programs send it: seconds since 1970. */
function modifiedAtIn(headers: FastifyRequest['headers']): Date | undefined {
  const seconds = Number(headers['x-oc-mtime'] ?? Number.NaN);
  return Number.isFinite(seconds) ? sensible(new Date(seconds * 1000)) : undefined;
}

function statusOf(written: Written): number {
  return written === 'created' ? 201 : 204;
}
