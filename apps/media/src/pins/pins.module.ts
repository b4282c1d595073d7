import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { Pins } from './pins.js';
import { PinsController } from './pins.controller.js';

@Module({ imports: [StreamingModule], controllers: [PinsController], providers: [Pins] })
export class PinsModule {}
