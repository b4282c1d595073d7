import { Readable } from 'node:stream';
import { Controller, Req, Res } from '@nestjs/common';
import { downloadArchive, downloadShared, makeArchive, type InputOf, type OutputOf } from '@hearth/contracts';
import { Handle, HearthError, Input, VisitedBy, type Visitor } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Guests } from '../shares/guests.js';
import { kindOf, scopeOf } from '../shares/share-rows.js';
import { attachmentNamed } from '../streaming/content-disposition.js';
import { Archives, type OpenedArchive } from './archives.js';

@Controller()
export class ArchivesController {
  constructor(
    private readonly archives: Archives,
    private readonly guests: Guests,
  ) {}

  @Handle(makeArchive)
  async make(
    @Input() { body }: InputOf<typeof makeArchive>,
    @VisitedBy() { sessionId, shareId }: Visitor,
  ): Promise<OutputOf<typeof makeArchive>> {
    if (shareId) await this.guests.requireShared(shareId, body);
    return this.archives.make(sessionId, body);
  }

  @Handle(downloadArchive)
  async download(
    @Input() { params }: InputOf<typeof downloadArchive>,
    @VisitedBy() visitor: Visitor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(await this.archives.open(visitor.sessionId, params.id), visitor, request, reply);
  }

  @Handle(downloadShared)
  async downloadShared(
    @VisitedBy() visitor: Visitor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!visitor.shareId) throw new HearthError('auth.required');
    const share = await this.guests.get(visitor.shareId);
    // To the archives, nothing in particular is the whole library.
    if (kindOf(share) === 'nothing') throw new HearthError('archive.empty');
    // What the folder or the album is called at home is nobody's business.
    const archive = {
      ...(await this.archives.openForGuest(scopeOf(share))),
      name: `${share.label ?? 'Shared'}.zip`,
    };
    send(archive, visitor, request, reply);
  }
}

function send(
  { name, sizeBytes, stream }: OpenedArchive,
  { sessionId, userId, deviceId, shareId }: Visitor,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.headers({
    'content-type': 'application/zip',
    'content-length': String(sizeBytes),
    'content-disposition': attachmentNamed(name),
    'cache-control': 'no-store',
    'accept-ranges': 'none',
    // nginx would write what the client is too slow for into a file.
    'x-accel-buffering': 'no',
    // For the access log alone.
    ...(userId && { 'x-hearth-user': userId }),
    'x-hearth-session': sessionId,
    ...(deviceId && { 'x-hearth-device': deviceId }),
    ...(shareId && { 'x-hearth-share': shareId }),
  });
  if (request.method !== 'HEAD') return void reply.send(stream);
  stream.destroy();
  // Where there is no body at all, Fastify says that it is of length 0.
  reply.send(Readable.from([]));
}
