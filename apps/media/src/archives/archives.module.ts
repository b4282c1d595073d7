import { Module } from '@nestjs/common';
import { SharesModule } from '../shares/shares.module.js';
import { Archives } from './archives.js';
import { ArchivesController } from './archives.controller.js';

@Module({ imports: [SharesModule], controllers: [ArchivesController], providers: [Archives] })
export class ArchivesModule {}
