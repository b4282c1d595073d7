import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { FullPictures } from './full-pictures.js';
import { FullPicturesController } from './full-pictures.controller.js';
import { RenditionsController } from './renditions.controller.js';
import { StoryboardsController } from './storyboards.controller.js';
import { Renditions } from './renditions.js';

@Module({
  imports: [StreamingModule],
  controllers: [RenditionsController, StoryboardsController, FullPicturesController],
  providers: [Renditions, FullPictures],
})
export class RenditionsModule {}
