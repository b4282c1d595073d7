import { Controller, Req } from '@nestjs/common';
import { forgetPositions, hasRole, reportPlayback, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, HearthError, Input, type Caller } from '@hearth/platform';
import { PlaybackPositions } from './playback-positions.js';
import type { FastifyRequest } from 'fastify';
import { clientOf } from '../sign-in/client.js';
import { PlaybackQuota } from './playback-quota.js';
import { PlaybackReports } from './playback-reports.js';

@Controller()
export class PlaybackController {
  constructor(
    private readonly reports: PlaybackReports,
    private readonly quota: PlaybackQuota,
    private readonly positions: PlaybackPositions,
  ) {}

  @Handle(reportPlayback)
  async report(
    @Input() { body }: InputOf<typeof reportPlayback>,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof reportPlayback>> {
    await this.quota.count(caller.userId, body.events.length);
    return { accepted: await this.reports.accept(body.events, caller, clientOf(request)) };
  }

  @Handle(forgetPositions)
  async forgetPositions(
    @Input() { query }: InputOf<typeof forgetPositions>,
    @CalledBy() { role, userId }: Caller,
  ): Promise<void> {
    const whose = query.userId ?? userId;
    if (whose !== userId && !hasRole(role, 'admin')) throw new HearthError('auth.forbidden');
    await this.positions.forget(whose);
  }
}
