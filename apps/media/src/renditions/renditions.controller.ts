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

/** Longer than a film: people pause it. */
const PAUSES_SEC = 3_600;
const LONGEST_LINK_SEC = 6 * 3_600;

@Controller()
export class RenditionsController {
  constructor(
    private readonly renditions: Renditions,
    private readonly links: SignedLinks,
  ) {}

  @Handle(hlsPlaylist)
  async playlist(
    @Input() { params: { id } }: InputOf<typeof hlsPlaylist>,
    @VisitedBy() { sessionId, shareId }: Visitor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = await this.renditions.get(id);
    await this.renditions.open(known);
    const { sha256, duration_sec: durationSec } = known.file;
    const linkTo = this.links.forSession(sessionId, Math.min(durationSec + PAUSES_SEC, LONGEST_LINK_SEC));
    const playlist = writePlaylist({
      ...{ segments: known.segments, durationSec },
      addressOf: (part) =>
        shareId ? urlOf(hlsPart, { params: { id, part } }) : linkTo(renditionPath(sha256, part)),
    });
    // Its addresses are this session's, and run out.
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
