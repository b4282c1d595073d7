import { Module } from '@nestjs/common';
import { SocketsModule } from '../sockets/sockets.module.js';
import { EventFeed } from './event-feed.js';
import { LiveListeners } from './live-listeners.js';

@Module({ imports: [SocketsModule], providers: [EventFeed, LiveListeners] })
export class LiveModule {}
