import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { Albums } from './albums.js';
import { AlbumsController } from './albums.controller.js';

@Module({ imports: [StreamingModule], controllers: [AlbumsController], providers: [Albums] })
export class AlbumsModule {}
