import { Module } from '@nestjs/common';
import { MovingModule } from '../moving/moving.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { Bin } from './bin.js';
import { BinController } from './bin.controller.js';
import { BinList } from './bin-list.js';
import { BinSweep } from './bin-sweep.js';
import { RestoredNames } from './restored-names.js';

@Module({
  imports: [MovingModule, StreamingModule],
  controllers: [BinController],
  providers: [Bin, BinList, BinSweep, RestoredNames],
  exports: [Bin],
})
export class BinModule {}
