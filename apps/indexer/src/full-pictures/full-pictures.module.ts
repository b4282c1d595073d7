import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { IndexingModule } from '../indexing/indexing.module.js';
import { FullPictures, fullPicturesFlow } from './full-pictures.js';

@Module({ imports: [FlowsModule.forFeature(fullPicturesFlow, FullPictures, [IndexingModule])] })
export class FullPicturesModule {}
