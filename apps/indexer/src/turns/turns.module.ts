import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { IndexingModule } from '../indexing/indexing.module.js';
import { Turns, turnsFlow } from './turns.js';

@Module({ imports: [FlowsModule.forFeature(turnsFlow, Turns, [IndexingModule])] })
export class TurnsModule {}
