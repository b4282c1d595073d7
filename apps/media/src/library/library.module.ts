import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { FileFactsController } from './file-facts.controller.js';
import { Library } from './library.js';
import { LibraryController } from './library.controller.js';

@Module({
  imports: [StreamingModule],
  controllers: [LibraryController, FileFactsController],
  providers: [Library],
  exports: [Library],
})
export class LibraryModule {}
