import { Module } from '@nestjs/common';
import { BinModule } from '../bin/bin.module.js';
import { FoldersModule } from '../folders/folders.module.js';
import { MovingModule } from '../moving/moving.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { ReceivingModule } from '../receiving/receiving.module.js';
import { StagingModule } from '../staging/staging.module.js';
import { DavBodies } from './dav-bodies.js';
import { DavController } from './dav.controller.js';
import { DavGuard } from './dav-guard.js';
import { DavLocks } from './dav-locks.js';
import { DavLocksController } from './dav-locks.controller.js';
import { DavListing } from './dav-listing.js';
import { DavPropertiesController } from './dav-properties.controller.js';
import { DavRemoval } from './dav-removal.js';
import { DavResources } from './dav-resources.js';
import { DavTransfers } from './dav-transfers.js';
import { DavWriting } from './dav-writing.js';
import { DavWritingController } from './dav-writing.controller.js';

@Module({
  imports: [BinModule, FoldersModule, MovingModule, ReceivingModule, StagingModule, StreamingModule],
  controllers: [DavController, DavWritingController, DavPropertiesController, DavLocksController],
  providers: [DavBodies, DavGuard, DavListing, DavLocks, DavRemoval, DavResources, DavTransfers, DavWriting],
})
export class DavModule {}
