import { Module } from '@nestjs/common';
import { Passwords } from '@hearth/platform';
import { Attempts } from '../realtime/attempts.js';
import { SocketsModule } from '../sockets/sockets.module.js';
import { DropController } from './drop.controller.js';
import { DropKeeper } from './drop-keeper.js';
import { DropMembers } from './drop-members.js';
import { DropRooms } from './drop-rooms.js';
import { DropSessions } from './drop-sessions.js';
import { DropSockets } from './drop-sockets.js';
import { Joining } from './joining.js';
import { MailMembers } from './mail-members.js';
import { MembersController } from './members.controller.js';
import { OwnAddress } from './own-address.js';
import { RelayBodies } from './relay-bodies.js';
import { RelayController, RelayLegsController } from './relay.controller.js';
import { RelayMeetings } from './relay-meetings.js';
import { RelayQuota } from './relay-quota.js';
import { Signalling } from './signalling.js';

@Module({
  imports: [SocketsModule],
  controllers: [DropController, MembersController, RelayController, RelayLegsController],
  providers: [
    ...[Passwords, Attempts],
    ...[DropSessions, DropMembers, DropRooms, DropKeeper],
    ...[Joining, Signalling, DropSockets, MailMembers],
    ...[OwnAddress, RelayBodies, RelayMeetings, RelayQuota],
  ],
})
export class DropModule {}
