import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { IndexingModule } from '../indexing/indexing.module.js';
import { Previews, previewsFlow } from './previews.js';

@Module({ imports: [FlowsModule.forFeature(previewsFlow, Previews, [IndexingModule])] })
export class PreviewsModule {}
