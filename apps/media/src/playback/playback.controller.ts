import { Controller } from '@nestjs/common';
import { reportPlayback, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { PlaybackReports } from './playback-reports.js';

@Controller()
export class PlaybackController {
  constructor(private readonly reports: PlaybackReports) {}

  @Handle(reportPlayback)
  async report(
    @Input() { body }: InputOf<typeof reportPlayback>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof reportPlayback>> {
    return { accepted: await this.reports.accept(body.events, caller) };
  }
}
