import { Module } from '@nestjs/common';
import { DerivedSweep } from './derived-sweep.js';
import { Housekeeping } from './housekeeping.js';

@Module({ providers: [Housekeeping, DerivedSweep] })
export class HousekeepingModule {}
