import { Module } from '@nestjs/common';
import { LibraryWake } from './library-wake.js';

@Module({ providers: [LibraryWake], exports: [LibraryWake] })
export class WakingModule {}
