import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { ReceivingModule } from '../receiving/receiving.module.js';
import { StoringModule } from '../storing/storing.module.js';
import { BackupCheck } from './backup-check.js';
import { Outbound } from './outbound.js';
import { SyncController } from './sync.controller.js';

@Module({
  imports: [ReceivingModule, StoringModule, StreamingModule],
  controllers: [SyncController],
  providers: [BackupCheck, Outbound],
})
export class SyncModule {}
