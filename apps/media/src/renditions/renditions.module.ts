import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { RenditionsController } from './renditions.controller.js';
import { StoryboardsController } from './storyboards.controller.js';
import { Renditions } from './renditions.js';

@Module({
  imports: [StreamingModule],
  controllers: [RenditionsController, StoryboardsController],
  providers: [Renditions],
})
export class RenditionsModule {}
