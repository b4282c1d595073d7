import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { DropJoined, DropSessionId, PeerId } from '@hearth/contracts';
import { NatsConnection } from '@hearth/platform';
import type { Subscription } from '@nats-io/transport-node';
import type { ServerResponse } from 'node:http';
import { DropMembers, type Member } from './drop-members.js';
import { DropRooms } from './drop-rooms.js';
import { Joining, type JoinRequest } from './joining.js';
import { MailMember } from './mail-member.js';
import { Mailbox, type Letter } from './mailbox.js';
import { PresentMember } from './present-member.js';

interface Held {
  readonly mail: MailMember;
  readonly subscription: Subscription | undefined;
}

const HAND_OVER_WITHIN_MS = 2_000;

/**
 * The members without a WebSocket that this gateway holds the mail of. Each request of theirs may come to another gateway: the one that
 * the events are asked of takes the mail over from the one that held it.
 */
@Injectable()
export class MailMembers implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Drop');
  private readonly held = new Map<PeerId, Held>();

  constructor(
    private readonly joining: Joining,
    private readonly members: DropMembers,
    private readonly rooms: DropRooms,
    private readonly nats: NatsConnection,
  ) {}

  /** Their connections are made anew, to a gateway that stays. */
  beforeApplicationShutdown(): void {
    for (const { mail } of this.held.values()) mail.release();
  }

  async join(request: JoinRequest, address: string): Promise<DropJoined> {
    const mail = this.newMail();
    let joined: DropJoined | undefined;
    const ear = {
      hear: (message: Parameters<MailMember['hear']>[0]) => {
        if (message.type === 'joined') joined = message;
        else mail.hear(message);
      },
      end: (why: 'ended' | 'lost') => mail.end(why),
    };
    mail.member = await this.joining.join(request, address, ear);
    await this.hold(mail.member, mail);
    return joined as unknown as DropJoined;
  }

  /** From now on what this member hears is written here. */
  async connect(member: Member, response: ServerResponse, lastSeenId: number): Promise<void> {
    const mail = this.held.get(member.peerId)?.mail ?? (await this.takeOver(member));
    mail.attach(response, lastSeenId);
  }

  async leave({ sessionId, peerId }: Member): Promise<void> {
    this.letGo(peerId);
    await this.joining.leave(sessionId, peerId);
  }

  private newMail(mailbox?: Mailbox): MailMember {
    return new MailMember((member) => {
      this.leave(member).catch((error: unknown) => this.logger.warn('will be put out later', error));
    }, mailbox);
  }

  private async takeOver(member: Member): Promise<MailMember> {
    // It is reached here before it is no longer reached there: what comes twice does no harm, as whoever reads it counts.
    let mail = this.newMail();
    const present = new PresentMember(member, {
      hear: (message) => mail.hear(message),
      end: (why) => mail.end(why),
    });
    await this.rooms.enter(present);
    const handed = await this.askForMail(member);
    if (handed) mail = this.newMail(new Mailbox(handed.letters, handed.nextId));
    mail.member = member;
    await this.hold(member, mail);
    // Nobody had its mail, so that it may have missed who came.
    const others = handed ? [] : await this.members.list(member.sessionId);
    for (const peer of others) {
      if (peer.peerId !== member.peerId) mail.hear({ type: 'peer-joined', peer });
    }
    present.listen(others);
    return mail;
  }

  private async hold(member: Member, mail: MailMember): Promise<void> {
    const { sessionId, peerId } = member;
    const subscription = this.nats.find()?.subscribe(mailSubject(sessionId, peerId), {
      callback: (_error, message) => {
        message.respond(JSON.stringify(mail.mailbox));
        this.letGo(peerId);
        this.rooms.leave(sessionId, peerId);
      },
    });
    this.held.set(peerId, { mail, subscription });
    await this.nats.find()?.flush();
  }

  private async askForMail({
    sessionId,
    peerId,
  }: Member): Promise<{ letters: Letter[]; nextId: number } | undefined> {
    try {
      const answer = await this.nats
        .find()
        ?.request(mailSubject(sessionId, peerId), '', { timeout: HAND_OVER_WITHIN_MS });
      return answer?.json<{ letters: Letter[]; nextId: number }>();
    } catch {
      // Its gateway has gone, and its mail with it.
      return undefined;
    }
  }

  private letGo(peerId: PeerId): void {
    const held = this.held.get(peerId);
    held?.subscription?.unsubscribe();
    held?.mail.release();
    this.held.delete(peerId);
  }
}

function mailSubject(sessionId: DropSessionId, peerId: PeerId): string {
  return `hearth.live.drop.${sessionId}.mail.${peerId}`;
}
