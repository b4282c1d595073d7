import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { DavBodies } from './dav-bodies.js';
import { DavController } from './dav.controller.js';
import { DavListing } from './dav-listing.js';
import { DavResources } from './dav-resources.js';

@Module({
  imports: [StreamingModule],
  controllers: [DavController],
  providers: [DavBodies, DavListing, DavResources],
})
export class DavModule {}
