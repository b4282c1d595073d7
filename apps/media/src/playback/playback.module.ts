import { Module } from '@nestjs/common';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { PlaybackController } from './playback.controller.js';
import { PlaybackPositions } from './playback-positions.js';
import { PlaybackQuota } from './playback-quota.js';
import { PlaybackReports } from './playback-reports.js';

@Module({
  imports: [SignInModule],
  controllers: [PlaybackController],
  providers: [PlaybackPositions, PlaybackQuota, PlaybackReports],
  exports: [PlaybackPositions],
})
export class PlaybackModule {}
