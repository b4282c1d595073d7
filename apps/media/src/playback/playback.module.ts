import { Module } from '@nestjs/common';
import { PlaybackController } from './playback.controller.js';
import { PlaybackPositions } from './playback-positions.js';
import { PlaybackReports } from './playback-reports.js';

@Module({
  controllers: [PlaybackController],
  providers: [PlaybackPositions, PlaybackReports],
  exports: [PlaybackPositions],
})
export class PlaybackModule {}
