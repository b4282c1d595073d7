import type { DropJoined, DropMessage, DropPeer, PeerId } from '@hearth/contracts';
import type { Member } from './drop-members.js';

/** How a member is told something, by whatever it is connected with. */
export interface Ear {
  hear(message: DropMessage): void;
  /** The session has ended, or the member counts as lost: nothing more will be said. */
  end(why: 'ended' | 'lost'): void;
}

/** A member that is connected to this gateway. */
export class PresentMember {
  /** What was said before it knew that it has joined. */
  private waiting: DropMessage[] | undefined = [];
  /** Of whom it was told: who joins at the same moment at another gateway is in its list, and announced once more. */
  private readonly known = new Set<PeerId>();

  constructor(
    readonly member: Member,
    private readonly ear: Ear,
  ) {}

  /** Whether others have been told of it. */
  get hasJoined(): boolean {
    return this.waiting === undefined;
  }

  /** It has joined: from now on it hears what is said. */
  welcome(joined: DropJoined): void {
    this.ear.hear(joined);
    this.listen(joined.peers);
  }

  /** It knows of these; what was said in the meantime comes now. */
  listen(known: readonly DropPeer[] = []): void {
    for (const { peerId } of known) this.known.add(peerId);
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const message of waiting) this.hear(message);
  }

  hear(message: DropMessage): void {
    if (this.waiting) this.waiting.push(message);
    else if (this.isNews(message)) this.ear.hear(message);
  }

  end(why: 'ended' | 'lost'): void {
    this.ear.end(why);
  }

  private isNews(message: DropMessage): boolean {
    if (message.type === 'peer-left') this.known.delete(message.peerId);
    if (message.type !== 'peer-joined') return true;
    const { peerId } = message.peer;
    if (this.known.has(peerId)) return false;
    this.known.add(peerId);
    return true;
  }
}
