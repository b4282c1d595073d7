import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { IndexingModule } from '../indexing/indexing.module.js';
import { renditionFlow } from './rendition-flow.js';
import { RenditionMaker } from './rendition-maker.js';
import { RenditionSpace } from './rendition-space.js';
import { RenditionsAhead } from './renditions-ahead.js';

/** Films that phones cannot play, made ready for them. */
@Module({
  imports: [FlowsModule.forFeature(renditionFlow, RenditionMaker, [IndexingModule])],
  providers: [RenditionSpace, RenditionsAhead],
})
export class RenditionsModule {}
