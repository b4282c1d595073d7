import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { PairingModule } from '../pairing/pairing.module.js';
import { BackupDevices } from './backup-devices.js';
import { FormFiles } from './form-files.js';
import { FormUploadController } from './form-upload.controller.js';
import { Quotas } from './quotas.js';
import { RequestBodies } from './request-bodies.js';
import { SharesModule } from '../shares/shares.module.js';
import { StagingFolder } from './staging-folder.js';
import { StagingThreads } from './staging-threads.js';
import { StoreAttempts } from './store-attempts.js';
import { StoreUpload } from './store-upload.js';
import { TakenMonths } from './taken-months.js';
import { UploadLocks } from './upload-locks.js';
import { Uploaders } from './uploaders.js';
import { UploadPlans } from './upload-plans.js';
import { UploadRoomController } from './upload-room.controller.js';
import { UploadSweep } from './upload-sweep.js';
import { Uploads } from './uploads.js';
import { UploadsController } from './uploads.controller.js';
import { VirusScan } from './virus-scan.js';
import { WholeFiles } from './whole-files.js';

@Module({
  imports: [PairingModule, SharesModule, ScheduleModule.forRoot()],
  controllers: [UploadsController, UploadRoomController, FormUploadController],
  providers: [
    BackupDevices,
    FormFiles,
    Quotas,
    RequestBodies,
    StagingFolder,
    StagingThreads,
    StoreAttempts,
    StoreUpload,
    TakenMonths,
    UploadLocks,
    Uploaders,
    UploadPlans,
    UploadSweep,
    Uploads,
    VirusScan,
    WholeFiles,
  ],
  exports: [BackupDevices, FormFiles, StagingFolder, WholeFiles],
})
export class UploadingModule {}
