import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { FingerprintProcessor } from './fingerprint.processor.js';
import { IndexBacklog } from './index-backlog.js';
import { FLOWS, STEPS } from './index-flow.js';
import { IndexMetrics } from './index-metrics.js';
import { LibraryFiles } from './library-files.js';
import { ProbeProcessor } from './probe.processor.js';
import { Quarantine } from './quarantine.js';
import { SettleProcessor } from './settle.processor.js';
import { ThumbnailProcessor } from './thumbnail.processor.js';

/** From a path to a row with facts and pictures: the queues, and the workers that every copy has. */
@Module({
  imports: [
    BullModule.registerQueue(...STEPS.map((name) => ({ name }))),
    BullModule.registerFlowProducer({ name: FLOWS }),
  ],
  providers: [
    LibraryFiles,
    Quarantine,
    IndexBacklog,
    IndexMetrics,
    SettleProcessor,
    FingerprintProcessor,
    ProbeProcessor,
    ThumbnailProcessor,
  ],
  exports: [IndexBacklog, IndexMetrics],
})
export class IndexingModule {}
