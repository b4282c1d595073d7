import { Injectable, Logger } from '@nestjs/common';
import { dropSocket } from '@hearth/contracts';
import { SocketDoor } from '../sockets/socket-door.js';
import { Joining } from './joining.js';
import { Signalling } from './signalling.js';
import { SocketMember } from './socket-member.js';

/** Opens `/ws/drop`. */
@Injectable()
export class DropSockets {
  private readonly logger = new Logger('Drop');

  constructor(door: SocketDoor, joining: Joining, signalling: Signalling) {
    door.open({
      socket: dropSocket,
      // Candidates come in dozens when two devices look for a way to each other.
      messages: { burst: 600, perSecond: 100 },
      bytes: { burst: 8 * 1024 ** 2, perSecond: 512 * 1024 },
      firstMessageWithinMs: 30_000,
      maxBufferedBytes: 1024 ** 2,
      maxPerNetwork: 200,
      enter: (socket) =>
        new SocketMember(socket, joining, signalling, (error) => this.logger.error('not done', error)),
    });
  }
}
