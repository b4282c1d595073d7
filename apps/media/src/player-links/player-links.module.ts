import { Module } from '@nestjs/common';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { OpenSessions } from './open-sessions.js';
import { PlayerLinks } from './player-links.js';
import { PlayerLinksController } from './player-links.controller.js';

@Module({
  imports: [SignInModule, StreamingModule],
  controllers: [PlayerLinksController],
  providers: [OpenSessions, PlayerLinks],
})
export class PlayerLinksModule {}
