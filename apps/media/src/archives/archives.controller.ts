import { Readable } from 'node:stream';
import { Controller, Req, Res } from '@nestjs/common';
import { downloadArchive, makeArchive, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { attachmentNamed } from '../streaming/content-disposition.js';
import { Archives } from './archives.js';

@Controller()
export class ArchivesController {
  constructor(private readonly archives: Archives) {}

  @Handle(makeArchive)
  make(
    @Input() { body }: InputOf<typeof makeArchive>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof makeArchive>> {
    return this.archives.make(sessionId, body);
  }

  @Handle(downloadArchive)
  async download(
    @Input() { params }: InputOf<typeof downloadArchive>,
    @CalledBy() { sessionId, userId, deviceId }: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { name, sizeBytes, stream } = await this.archives.open(sessionId, params.id);
    reply.headers({
      'content-type': 'application/zip',
      'content-length': String(sizeBytes),
      'content-disposition': attachmentNamed(name),
      'cache-control': 'no-store',
      'accept-ranges': 'none',
      // nginx would write what the client is too slow for into a file.
      'x-accel-buffering': 'no',
      // For the access log alone.
      'x-hearth-user': userId,
      'x-hearth-session': sessionId,
      ...(deviceId && { 'x-hearth-device': deviceId }),
    });
    if (request.method !== 'HEAD') return void reply.send(stream);
    stream.destroy();
    // Where there is no body at all, Fastify says that it is of length 0.
    reply.send(Readable.from([]));
  }
}
