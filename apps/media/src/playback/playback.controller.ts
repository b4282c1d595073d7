import { Controller } from '@nestjs/common';
import { reportPlayback, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { PlaybackQuota } from './playback-quota.js';
import { PlaybackReports } from './playback-reports.js';

@Controller()
export class PlaybackController {
  constructor(
    private readonly reports: PlaybackReports,
    private readonly quota: PlaybackQuota,
  ) {}

  @Handle(reportPlayback)
  async report(
    @Input() { body }: InputOf<typeof reportPlayback>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof reportPlayback>> {
    await this.quota.count(caller.userId, body.events.length);
    return { accepted: await this.reports.accept(body.events, caller) };
  }
}
