import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { SharesModule } from '../shares/shares.module.js';
import { StagingModule } from '../staging/staging.module.js';
import { StoringModule } from '../storing/storing.module.js';
import { FormFiles } from './form-files.js';
import { FormUploadController } from './form-upload.controller.js';
import { Quotas } from './quotas.js';
import { RequestBodies } from './request-bodies.js';
import { UploadPlans } from './upload-plans.js';
import { UploadRoomController } from './upload-room.controller.js';
import { UploadSweep } from './upload-sweep.js';
import { Uploaders } from './uploaders.js';
import { Uploads } from './uploads.js';
import { UploadsController } from './uploads.controller.js';
import { WholeFiles } from './whole-files.js';

/** What comes over the wire, by whichever protocol, on its way to staging. */
@Module({
  imports: [SharesModule, StagingModule, StoringModule, ScheduleModule.forRoot()],
  controllers: [UploadsController, UploadRoomController, FormUploadController],
  providers: [FormFiles, Quotas, RequestBodies, Uploaders, UploadPlans, UploadSweep, Uploads, WholeFiles],
  exports: [FormFiles, WholeFiles],
})
export class ReceivingModule {}
