import { Controller, Res } from '@nestjs/common';
import { renditionPath } from '@hearth/catalog';
import {
  hlsPart,
  hlsPlaylist,
  hlsProgress,
  hlsSegment,
  urlOf,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { Handle, Input, VisitedBy, type Visitor } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import { SignedLinks } from '../streaming/signed-links.js';
import { writePlaylist } from './playlist.js';
import { Renditions } from './renditions.js';

@Controller()
export class RenditionsController {
  constructor(
    private readonly renditions: Renditions,
    private readonly links: SignedLinks,
  ) {}

  @Handle(hlsPlaylist)
  async playlist(
    @Input() { params: { id } }: InputOf<typeof hlsPlaylist>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = await this.renditions.get(id);
    await this.renditions.open(known);
    const playlist = writePlaylist({
      ...{ segments: known.segments, durationSec: known.file.duration_sec },
      addressOf: (part) => urlOf(hlsPart, { params: { id, part } }),
    });
    // The film may turn out to be shorter than it claims.
    reply.headers({ 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': 'private, no-store' });
    reply.send(playlist);
  }

  @Handle(hlsProgress)
  progress(@Input() { params: { id } }: InputOf<typeof hlsProgress>): Promise<OutputOf<typeof hlsProgress>> {
    return this.renditions.progress(id);
  }

  @Handle(hlsPart)
  async part(
    @Input() { params: { id, part } }: InputOf<typeof hlsPart>,
    @VisitedBy() { sessionId }: Visitor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { file } = await this.renditions.get(id);
    reply.header('cache-control', 'private, no-store');
    reply.redirect(this.links.forSession(sessionId)(renditionPath(file.sha256, part)), hlsPart.status);
  }

  @Handle(hlsSegment)
  async segment(
    @Input() { params: { shard, sha256, part }, query }: InputOf<typeof hlsSegment>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.links.check(`${shard}/${sha256}/hls/${part}`, query);
    const hungUp = new AbortController();
    reply.raw.once('close', () => hungUp.abort());
    await this.renditions.waitFor(sha256, part, hungUp.signal);
    reply.headers({
      'x-accel-redirect': `/_derived/${renditionPath(sha256, part)}`,
      'content-type': 'video/mp4',
      'cache-control': 'private, max-age=604800, immutable',
    });
    reply.send();
  }
}
