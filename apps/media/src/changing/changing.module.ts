import { Module } from '@nestjs/common';
import { BinModule } from '../bin/bin.module.js';
import { LibraryModule } from '../library/library.module.js';
import { MovingModule } from '../moving/moving.module.js';
import { PlaybackModule } from '../playback/playback.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { FileChanges } from './file-changes.js';
import { FileChangesController } from './file-changes.controller.js';

@Module({
  imports: [PlaybackModule, BinModule, LibraryModule, MovingModule, StreamingModule],
  controllers: [FileChangesController],
  providers: [FileChanges],
})
export class ChangingModule {}
