import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { OverviewController } from './overview.controller.js';
import { TallySums } from './tally-sums.js';

@Module({
  imports: [StreamingModule],
  controllers: [OverviewController],
  providers: [TallySums],
})
export class OverviewModule {}
