import type { DropMessage } from '@hearth/contracts';
import type { ServerResponse } from 'node:http';
import type { Member } from './drop-members.js';
import { Mailbox, type Letter } from './mailbox.js';
import type { Ear } from './present-member.js';

/** So long a member that has no connection is waited for. */
const AWAY_FOR_MS = 30_000;
/** Something must come through now and then, or whatever lies between takes the connection for dead. */
const COMMENT_EVERY_MS = 15_000;
const MAX_UNREAD_BYTES = 1024 ** 2;

/** A member without a WebSocket: it hears by server-sent events, and what it missed comes when it is back. */
export class MailMember implements Ear {
  private response: ServerResponse | undefined;
  private away: NodeJS.Timeout | undefined;
  private commenting: NodeJS.Timeout | undefined;
  member: Member | undefined;

  constructor(
    private readonly leave: (member: Member) => void,
    readonly mailbox = new Mailbox(),
  ) {
    this.waitForReturn();
  }

  hear(message: DropMessage): void {
    const letter = this.mailbox.add(JSON.stringify(message));
    this.write(letter);
  }

  end(why: 'ended' | 'lost'): void {
    if (why === 'ended') this.hear({ type: 'ended' });
    this.release();
    if (this.member) this.leave(this.member);
  }

  /** Writes to this connection from now on, first what came after the last letter that was seen. */
  attach(response: ServerResponse, lastSeenId: number): void {
    this.response?.end();
    clearTimeout(this.away);
    clearInterval(this.commenting);
    this.response = response;
    response.write(': hello\n\n');
    for (const letter of this.mailbox.after(lastSeenId)) this.write(letter);
    this.commenting = setInterval(() => response.write(': still here\n\n'), COMMENT_EVERY_MS);
    response.once('close', () => {
      if (this.response !== response) return;
      this.response = undefined;
      clearInterval(this.commenting);
      this.waitForReturn();
    });
  }

  /** Ends its connection, and waits for it no more. */
  release(): void {
    const { response } = this;
    this.response = undefined;
    clearTimeout(this.away);
    clearInterval(this.commenting);
    response?.end();
  }

  private waitForReturn(): void {
    clearTimeout(this.away);
    this.away = setTimeout(() => {
      if (this.member) this.leave(this.member);
    }, AWAY_FOR_MS);
    this.away.unref();
  }

  private write({ id, text }: Letter): void {
    const { response } = this;
    if (!response) return;
    // Who does not read is cut off, and comes back for what it missed.
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    else response.write(`id: ${id}\ndata: ${text}\n\n`);
  }
}
