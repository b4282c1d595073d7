import { DROP_REFUSALS, type dropSocket, type FromClient, type FromServer } from '@hearth/contracts';
import { problemOf } from '@hearth/platform';
import { CLOSE } from '../sockets/close-codes.js';
import type { OpenSocket, SocketListener } from '../sockets/open-socket.js';
import type { Member } from './drop-members.js';
import type { Joining } from './joining.js';
import type { Ear } from './present-member.js';
import type { Signalling } from './signalling.js';

type Drop = typeof dropSocket;
type RefusalCode = (typeof DROP_REFUSALS)[number];

/** One device on `/ws/drop`. */
export class SocketMember implements SocketListener<Drop>, Ear {
  private member: Member | undefined;
  private isGone = false;
  /** What it says is done one after the other. */
  private turn: Promise<void> | undefined;

  constructor(
    private readonly socket: OpenSocket<Drop>,
    private readonly joining: Joining,
    private readonly signalling: Signalling,
    private readonly report: (error: unknown) => void,
  ) {}

  onMessage(message: FromClient<Drop>): void {
    if (message.type === 'ping') return this.socket.send({ type: 'pong' });
    if (!this.turn) {
      const work = this.act(message);
      if (work) this.take(work);
      return;
    }
    this.take(this.turn.then(() => this.act(message)));
  }

  onInvalid(): void {
    this.refuse('request.invalid');
  }

  onClose(): void {
    this.isGone = true;
    void this.turn?.catch(() => undefined);
    this.take((this.turn ?? Promise.resolve()).then(() => this.leave()));
  }

  hear(message: FromServer<Drop>): void {
    this.socket.send(message);
  }

  end(why: 'ended' | 'lost'): void {
    if (why === 'ended') this.socket.send({ type: 'ended' });
    this.socket.close(why === 'ended' ? CLOSE.ended : CLOSE.goingAway);
  }

  /** Undefined when it is done already: most things that are said need nothing that takes time. */
  private act(message: FromClient<Drop>): Promise<void> | undefined {
    try {
      if (message.type === 'ping') return undefined;
      if (message.type === 'join') return this.join(message);
      if (!this.member) return void this.refuse('request.invalid');
      if (message.type === 'leave') return this.leave().then(() => this.socket.close(CLOSE.done));
      return this.signalling.hand(this.member, message);
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  private take(work: Promise<void>): void {
    const turn = work
      .catch((error: unknown) => this.refuseFor(error))
      .finally(() => {
        if (this.turn === turn) this.turn = undefined;
      });
    this.turn = turn;
  }

  private async join(message: Extract<FromClient<Drop>, { type: 'join' }>): Promise<void> {
    if (this.member) return this.refuse('request.invalid');
    this.member = await this.joining.join(message, this.socket.address, this);
    // It may have gone while it was being let in.
    if (this.isGone) await this.leave();
  }

  private async leave(): Promise<void> {
    const { member } = this;
    this.member = undefined;
    if (member) await this.joining.leave(member.sessionId, member.peerId);
  }

  private refuseFor(error: unknown): void {
    const { code } = problemOf(error);
    const isToldApart = (DROP_REFUSALS as readonly string[]).includes(code);
    if (!isToldApart) this.report(error);
    this.refuse(isToldApart ? (code as RefusalCode) : 'service.unavailable');
  }

  private refuse(code: RefusalCode): void {
    this.socket.send({ type: 'refused', code });
  }
}
