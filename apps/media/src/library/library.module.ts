import { Module } from '@nestjs/common';
import { PlaybackModule } from '../playback/playback.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { FileFactsController } from './file-facts.controller.js';
import { Library } from './library.js';
import { LibraryController } from './library.controller.js';
import { PlacesController } from './places.controller.js';
import { SearchReports } from './search-reports.js';

@Module({
  imports: [StreamingModule, PlaybackModule],
  controllers: [PlacesController, LibraryController, FileFactsController],
  providers: [Library, SearchReports],
  exports: [Library],
})
export class LibraryModule {}
