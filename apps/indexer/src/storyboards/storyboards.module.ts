import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { IndexingModule } from '../indexing/indexing.module.js';
import { Storyboards, storyboardsFlow } from './storyboards.js';

@Module({ imports: [FlowsModule.forFeature(storyboardsFlow, Storyboards, [IndexingModule])] })
export class StoryboardsModule {}
