import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { UploadingModule } from '../uploading/uploading.module.js';
import { BackupCheck } from './backup-check.js';
import { Outbound } from './outbound.js';
import { SyncController } from './sync.controller.js';

@Module({
  imports: [UploadingModule, StreamingModule],
  controllers: [SyncController],
  providers: [BackupCheck, Outbound],
})
export class SyncModule {}
