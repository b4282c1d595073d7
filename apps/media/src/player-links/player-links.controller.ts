import { Controller, Inject, Req, Res } from '@nestjs/common';
import { createPlayerLink, streamLinked, urlOf, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { FreshProof } from '../sign-in/fresh-proof.js';
import { attachmentNamed } from '../streaming/content-disposition.js';
import { deliver, logHeaders } from '../streaming/deliver.js';
import { FileLocations } from '../streaming/file-locations.js';
import { PlayerLinks } from './player-links.js';

@Controller()
export class PlayerLinksController {
  constructor(
    private readonly links: PlayerLinks,
    private readonly locations: FileLocations,
    private readonly freshProof: FreshProof,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  @Handle(createPlayerLink)
  async create(
    @Input() { params: { id } }: InputOf<typeof createPlayerLink>,
    @CalledBy() { sessionId }: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof createPlayerLink>> {
    await this.freshProof.require(sessionId, request);
    await this.locations.get(id);
    const { token, expiresAt } = this.links.create(sessionId, id);
    const path = urlOf(streamLinked, { params: { id }, query: { k: token } });
    return { url: new URL(path, this.config.HEARTH_PUBLIC_URL).href, expiresAt: expiresAt.toISOString() };
  }

  @Handle(streamLinked)
  async stream(
    @Input() { params: { id }, query: { k: token } }: InputOf<typeof streamLinked>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visitor = await this.links.admit(token, id);
    const file = await this.locations.getOnDisk(id);
    deliver(file, request, reply, {
      ...logHeaders(visitor, id, 'stream'),
      // Receivers are pages of others, and whoever has the address may have the bytes.
      'cross-origin-resource-policy': 'cross-origin',
      ...(!file.isShown && { 'content-disposition': attachmentNamed(file.name) }),
    });
  }
}
