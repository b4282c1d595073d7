import { Module } from '@nestjs/common';
import { TextFiles } from './text-files.js';
import { TextsController } from './texts.controller.js';

@Module({ controllers: [TextsController], providers: [TextFiles] })
export class TextsModule {}
