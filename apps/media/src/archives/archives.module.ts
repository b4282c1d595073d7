import { Module } from '@nestjs/common';
import { Archives } from './archives.js';
import { ArchivesController } from './archives.controller.js';

@Module({ controllers: [ArchivesController], providers: [Archives] })
export class ArchivesModule {}
