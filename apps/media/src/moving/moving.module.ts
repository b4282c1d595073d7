import { Module } from '@nestjs/common';
import { StreamingModule } from '../streaming/streaming.module.js';
import { FormerCopies } from './former-copies.js';
import { FolderMoves } from './folder-moves.js';
import { Moves } from './moves.js';
import { MovingSweep } from './moving-sweep.js';
import { MovingTurn } from './moving-turn.js';

@Module({
  imports: [StreamingModule],
  providers: [FormerCopies, FolderMoves, Moves, MovingSweep, MovingTurn],
  exports: [Moves],
})
export class MovingModule {}
