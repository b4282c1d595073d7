import { Module } from '@nestjs/common';
import { DiscardedTakes } from './discarded-takes.js';

@Module({ providers: [DiscardedTakes] })
export class DiscardingModule {}
