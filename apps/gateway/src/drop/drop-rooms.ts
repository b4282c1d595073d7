import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { DropMessage, DropSessionId, PeerId } from '@hearth/contracts';
import { NatsConnection } from '@hearth/platform';
import type { Msg, Subscription } from '@nats-io/transport-node';
import type { PresentMember } from './present-member.js';

interface Room {
  readonly present: Map<PeerId, PresentMember>;
  /** Members at other gateways that something was said to already. */
  readonly elsewhere: Set<PeerId>;
  /** To all of it, and to one of them: a subscription for each member would take more memory than all else that is kept of it. */
  ears: readonly Subscription[];
}

/** What goes from one gateway to the others. */
interface Passed {
  readonly origin: string;
  readonly message: DropMessage;
}

/**
 * Who is connected to this gateway, by session, and the way to those at other gateways: `hearth.live.drop.<session>.all` and
 * `.to.<peer>`. While NATS is away, those at one gateway still reach each other.
 */
@Injectable()
export class DropRooms {
  private readonly logger = new Logger('Drop');
  private readonly rooms = new Map<DropSessionId, Room>();
  private readonly origin = randomUUID();
  private readonly endListeners: ((sessionId: DropSessionId) => void)[] = [];

  constructor(private readonly nats: NatsConnection) {}

  get presentPeers(): PeerId[] {
    return [...this.rooms.values()].flatMap(({ present }) =>
      [...present].flatMap(([peerId, member]) => (member.hasJoined ? [peerId] : [])),
    );
  }

  onEnded(listener: (sessionId: DropSessionId) => void): void {
    this.endListeners.push(listener);
  }

  /** Returns once whatever is said from now on reaches it: only then may others be told of it. */
  async enter(member: PresentMember): Promise<void> {
    const { sessionId, peerId } = member.member;
    const room = this.rooms.get(sessionId) ?? { present: new Map(), elsewhere: new Set(), ears: [] };
    this.rooms.set(sessionId, room);
    room.present.set(peerId, member);
    this.subscribe(sessionId, room);
    await this.nats.find()?.flush();
  }

  find(sessionId: DropSessionId, peerId: PeerId): PresentMember | undefined {
    return this.rooms.get(sessionId)?.present.get(peerId);
  }

  leave(sessionId: DropSessionId, peerId: PeerId): void {
    const room = this.rooms.get(sessionId);
    room?.present.delete(peerId);
    if (room?.present.size === 0) {
      for (const ear of room.ears) ear.unsubscribe();
      this.rooms.delete(sessionId);
    }
  }

  /** Tells everyone in a session, but one. */
  tellAll(sessionId: DropSessionId, message: DropMessage, except?: PeerId): void {
    this.tellPresent(sessionId, message, except);
    this.publish(`hearth.live.drop.${sessionId}.all`, message);
  }

  /** False when it is not known that there is such a member anywhere. */
  tellKnown(sessionId: DropSessionId, to: PeerId, message: DropMessage): boolean {
    const room = this.rooms.get(sessionId);
    const here = room?.present.get(to);
    if (here) here.hear(message);
    else if (room?.elsewhere.has(to)) this.tellElsewhere(sessionId, to, message);
    return here !== undefined || room?.elsewhere.has(to) === true;
  }

  tellElsewhere(sessionId: DropSessionId, to: PeerId, message: DropMessage): void {
    this.rooms.get(sessionId)?.elsewhere.add(to);
    this.publish(`hearth.live.drop.${sessionId}.to.${to}`, message);
  }

  endLost(peerIds: ReadonlySet<PeerId>): void {
    for (const { present } of [...this.rooms.values()])
      for (const [peerId, member] of [...present]) if (peerIds.has(peerId)) member.end('lost');
  }

  /** After NATS was away: those who came in the meantime are reached from other gateways as well. */
  subscribeMissing(): void {
    for (const [sessionId, room] of this.rooms) this.subscribe(sessionId, room);
  }

  private subscribe(sessionId: DropSessionId, room: Room): void {
    const connection = this.nats.find();
    if (!connection || room.ears.length > 0) return;
    const listen = (subject: string, hear: (message: DropMessage, to: PeerId) => void) =>
      connection.subscribe(`hearth.live.drop.${sessionId}.${subject}`, {
        callback: (error, packed) => {
          if (!error) this.receive(packed, hear);
        },
      });
    room.ears = [
      listen('all', (message) => this.tellPresent(sessionId, message)),
      listen('to.*', (message, to) => room.present.get(to)?.hear(message)),
    ];
  }

  private receive(packed: Msg, hear: (message: DropMessage, to: PeerId) => void): void {
    try {
      const { origin, message } = packed.json<Passed>();
      if (origin !== this.origin) hear(message, packed.subject.split('.').at(-1) as PeerId);
    } catch (error) {
      this.logger.warn(`${packed.subject} cannot be read`, error);
    }
  }

  private tellPresent(sessionId: DropSessionId, message: DropMessage, except?: PeerId): void {
    const room = this.rooms.get(sessionId);
    if (message.type === 'peer-left') room?.elsewhere.delete(message.peerId);
    if (message.type === 'ended') this.endListeners.forEach((listener) => listener(sessionId));
    for (const [peerId, member] of [...(room?.present ?? [])]) {
      if (peerId === except) continue;
      if (message.type === 'ended') member.end('ended');
      else member.hear(message);
    }
  }

  private publish(subject: string, message: DropMessage): void {
    this.nats.find()?.publish(subject, JSON.stringify({ origin: this.origin, message } satisfies Passed));
  }
}
