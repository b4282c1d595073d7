import { Controller, Req, Res } from '@nestjs/common';
import { fullPicture, type InputOf } from '@hearth/contracts';
import { Handle, Input, VisitedBy, type Visitor } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { evaluateConditions } from '../streaming/conditional.js';
import { logHeaders } from '../streaming/deliver.js';
import { FullPictures } from './full-pictures.js';

@Controller()
export class FullPicturesController {
  constructor(private readonly pictures: FullPictures) {}

  @Handle(fullPicture)
  async picture(
    @Input() { params: { id } }: InputOf<typeof fullPicture>,
    @VisitedBy() visitor: Visitor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const hungUp = new AbortController();
    reply.raw.once('close', () => hungUp.abort());
    const { sha256, mimeType, path } = await this.pictures.waitFor(id, hungUp.signal);
    const etag = `"${sha256}-full"`;
    const isKnown =
      evaluateConditions({ 'if-none-match': request.headers['if-none-match'] }, etag) === 'not-modified';
    reply.status(isKnown ? 304 : 200).headers({
      ...logHeaders(visitor, id, 'stream'),
      ...(!isKnown && { 'x-accel-redirect': `/_derived/${path}` }),
      'content-type': mimeType,
      etag,
      // The picture behind this address changes with the file.
      'cache-control': 'private, no-cache',
    });
    reply.send();
  }
}
