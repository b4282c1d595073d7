import { Controller, Res } from '@nestjs/common';
import { findStoryboard, storyboardPath } from '@hearth/catalog';
import { fileStoryboard, type InputOf } from '@hearth/contracts';
import { Handle, HearthError, Input, VisitedBy, type Visitor } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { FileLocations } from '../streaming/file-locations.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { writeStoryboard } from './write-storyboard.js';

/** What a player shows while somebody seeks in a film. The indexer draws it. */
@Controller()
export class StoryboardsController {
  constructor(
    private readonly database: DataSource,
    private readonly locations: FileLocations,
    private readonly links: SignedLinks,
  ) {}

  @Handle(fileStoryboard)
  async storyboard(
    @Input() { params: { id } }: InputOf<typeof fileStoryboard>,
    @VisitedBy() { sessionId }: Visitor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.locations.get(id);
    const sheet = await findStoryboard(this.database, id);
    if (!sheet) throw new HearthError('file.no-storyboard');
    const address = this.links.forSession(sessionId)(storyboardPath(sheet.sha256));
    // The address of the sheet is this session's, and runs out.
    reply.headers({ 'content-type': fileStoryboard.contentType, 'cache-control': 'private, no-store' });
    reply.send(writeStoryboard(sheet, sheet.durationSec, address));
  }
}
