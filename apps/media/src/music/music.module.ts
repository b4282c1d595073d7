import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { MusicController } from './music.controller.js';

@Module({ imports: [StreamingModule], controllers: [MusicController] })
export class MusicModule {}
