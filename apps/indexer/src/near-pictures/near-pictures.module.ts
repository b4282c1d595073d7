import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { NearPictures, nearPicturesFlow } from './near-pictures.js';

@Module({ imports: [FlowsModule.forFeature(nearPicturesFlow, NearPictures)] })
export class NearPicturesModule {}
