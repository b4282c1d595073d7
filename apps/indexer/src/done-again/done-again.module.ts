import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { IndexingModule } from '../indexing/indexing.module.js';
import { FactsAgain, factsAgainFlow } from './facts-again.js';
import { PicturesAgain, picturesAgainFlow } from './pictures-again.js';

/** What was done before and is done once more: better readers, decoders that had no time. */
@Module({
  imports: [
    FlowsModule.forFeature(factsAgainFlow, FactsAgain, [IndexingModule]),
    FlowsModule.forFeature(picturesAgainFlow, PicturesAgain, [IndexingModule]),
  ],
})
export class DoneAgainModule {}
