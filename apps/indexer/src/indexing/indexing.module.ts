import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { FileContent } from './file-content.js';
import { IndexBacklog } from './index-backlog.js';
import { LOOK } from './index-job.js';
import { IndexMetrics } from './index-metrics.js';
import { LibraryFiles } from './library-files.js';
import { LookProcessor } from './look.processor.js';
import { Quarantine } from './quarantine.js';

/** From a path to a row with facts and pictures: the queues, and the workers that every copy has. */
@Module({
  imports: [BullModule.registerQueue({ name: LOOK })],
  providers: [LibraryFiles, Quarantine, IndexBacklog, IndexMetrics, FileContent, LookProcessor],
  exports: [FileContent, IndexBacklog, IndexMetrics, LibraryFiles],
})
export class IndexingModule {}
