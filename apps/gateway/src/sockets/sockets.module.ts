import { Module } from '@nestjs/common';
import { SocketDoor } from './socket-door.js';

@Module({ providers: [SocketDoor], exports: [SocketDoor] })
export class SocketsModule {}
