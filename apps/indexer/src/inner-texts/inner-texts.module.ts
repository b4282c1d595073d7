import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { IndexingModule } from '../indexing/indexing.module.js';
import { InnerTexts, innerTextsFlow } from './inner-texts.js';

@Module({ imports: [FlowsModule.forFeature(innerTextsFlow, InnerTexts, [IndexingModule])] })
export class InnerTextsModule {}
