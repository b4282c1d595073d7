import { Injectable } from '@nestjs/common';
import type { DropSaid, PeerId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DropMembers, type Member } from './drop-members.js';
import { DropRooms } from './drop-rooms.js';

type Signal = Extract<DropSaid, { sealed: string }>;

/** Hands on what one member says to another, with who said it. */
@Injectable()
export class Signalling {
  constructor(
    private readonly members: DropMembers,
    private readonly rooms: DropRooms,
  ) {}

  /** Throws `drop.peer-not-found`. In order, as long as a member says one thing after another. */
  hand({ sessionId, peerId }: Member, { type, to, sealed }: Signal): Promise<void> | undefined {
    const message = { type, from: peerId, sealed };
    if (this.rooms.tellKnown(sessionId, to, message)) return undefined;
    return this.handElsewhere(sessionId, to, message);
  }

  /** Answers the ping of a member without a WebSocket, whose mail may be at another gateway. */
  answerPing({ sessionId, peerId }: Member): void {
    if (!this.rooms.tellKnown(sessionId, peerId, { type: 'pong' }))
      this.rooms.tellElsewhere(sessionId, peerId, { type: 'pong' });
  }

  private async handElsewhere(
    sessionId: Member['sessionId'],
    to: PeerId,
    message: Omit<Signal, 'to'> & { from: PeerId },
  ): Promise<void> {
    if (!(await this.members.isThere(sessionId, to))) throw new HearthError('drop.peer-not-found');
    this.rooms.tellElsewhere(sessionId, to, message);
  }
}
