import { Module } from '@nestjs/common';
import { WakingModule } from '../waking/waking.module.js';
import { FileLocations } from './file-locations.js';
import { SignedLinks } from './signed-links.js';
import { StreamingController } from './streaming.controller.js';

@Module({
  imports: [WakingModule],
  controllers: [StreamingController],
  providers: [FileLocations, SignedLinks],
  exports: [FileLocations, SignedLinks],
})
export class StreamingModule {}
