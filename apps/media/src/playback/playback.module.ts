import { Module } from '@nestjs/common';
import { PlaybackController } from './playback.controller.js';
import { PlaybackReports } from './playback-reports.js';

@Module({ controllers: [PlaybackController], providers: [PlaybackReports] })
export class PlaybackModule {}
