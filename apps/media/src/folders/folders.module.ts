import { Module } from '@nestjs/common';
import { MovingModule } from '../moving/moving.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { Folders } from './folders.js';
import { FoldersController } from './folders.controller.js';

@Module({
  imports: [MovingModule, StreamingModule],
  controllers: [FoldersController],
  providers: [Folders],
  exports: [Folders],
})
export class FoldersModule {}
