import { Controller, Req, Res } from '@nestjs/common';
import { derivedPath } from '@hearth/catalog';
import { downloadFile, fileThumbnail, hlsPlaylist, streamFile, urlOf, type InputOf } from '@hearth/contracts';
import { Handle, HearthError, Input, VisitedBy, type Visitor } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { evaluateConditions } from './conditional.js';
import { attachmentNamed } from './content-disposition.js';
import { deliver, logHeaders } from './deliver.js';
import { FileLocations } from './file-locations.js';

/** Decides whether and as what bytes are sent; nginx sends them (`X-Accel-Redirect`). */
@Controller()
export class StreamingController {
  constructor(private readonly locations: FileLocations) {}

  @Handle(streamFile)
  async stream(
    @Input() { params: { id }, query: { playback, rendition } }: InputOf<typeof streamFile>,
    @VisitedBy() visitor: Visitor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (rendition === 'hls') {
      reply.redirect(urlOf(hlsPlaylist, { params: { id } }), 307);
      return;
    }
    const file = await this.locations.getOnDisk(id);
    deliver(file, request, reply, {
      ...logHeaders(visitor, id, 'stream'),
      ...(playback && { 'x-hearth-playback': playback }),
      ...(!file.isShown && { 'content-disposition': attachmentNamed(file.name) }),
    });
  }

  @Handle(downloadFile)
  async download(
    @Input() { params: { id } }: InputOf<typeof downloadFile>,
    @VisitedBy() visitor: Visitor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.locations.getOnDisk(id);
    deliver(file, request, reply, {
      ...logHeaders(visitor, id, 'download'),
      'content-disposition': attachmentNamed(file.name),
    });
  }

  @Handle(fileThumbnail)
  async thumbnail(
    @Input() { params: { id }, query: { size } }: InputOf<typeof fileThumbnail>,
    @VisitedBy() visitor: Visitor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const location = await this.locations.get(id);
    const { pictureOf } = location;
    if (pictureOf === undefined) throw new HearthError('file.no-thumbnail');
    const isOriginal = size === 'preview' && !location.hasPreview;
    const original = isOriginal ? await this.locations.getOnDisk(id) : undefined;
    const etag = original ? original.etag : `"${pictureOf}-${size}"`;
    const picture = original?.accelPath ?? `/_derived/${derivedPath(pictureOf, size)}`;
    const isKnown =
      evaluateConditions({ 'if-none-match': request.headers['if-none-match'] }, etag) === 'not-modified';
    reply.status(isKnown ? 304 : 200).headers({
      ...logHeaders(visitor, id, 'thumbnail'),
      ...(!isKnown && { 'x-accel-redirect': picture }),
      'content-type': original?.contentType ?? 'image/webp',
      ...(etag !== undefined && { etag }),
      // The picture behind this address changes with the file. What may be kept for good has an address by content, /d/…
      'cache-control': 'private, no-cache',
    });
    reply.send();
  }
}
