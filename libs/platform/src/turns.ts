import type { FastifyReply, FastifyRequest } from 'fastify';
import { FairQueue, QueueIsFull } from './fair-queue.js';
import { HearthError } from './problem.js';

const KINDS = {
  /** Fewer than there are connections to the database, so that what is light always finds one. A page asks for a few lists at the same time. */
  heavy: { atOnce: 6, atOncePerKey: 3, crowdedPerKey: 10, waitingPerKey: 60 },
  /** More than a page waits for; who has more under way is a program. nginx takes 256 of one address. */
  light: { atOnce: 64, atOncePerKey: 4, crowdedPerKey: 10, waitingPerKey: 256 },
};
/** What is light and takes longer waits for something (a piece of a film, what happens next) and keeps nobody from anything. */
const LIGHT_FOR_MS = 250;

/** Whose request is answered next: people take turns, so that one who asks without pause slows down only themselves. */
export class Turns {
  private readonly queue: FairQueue;

  constructor(private readonly kind: keyof typeof KINDS) {
    this.queue = new FairQueue(KINDS[kind]);
  }

  /** Until it is this person's turn, which lasts until the answer is out, or was light for long enough. Throws `request.rate-limited`. */
  async wait(
    { caller, ip }: Pick<FastifyRequest, 'caller' | 'ip'>,
    { raw }: { readonly raw: Pick<FastifyReply['raw'], 'destroyed' | 'once'> },
  ): Promise<void> {
    const leave = await this.enter(caller?.userId ?? ip);
    // Who went away while waiting is answered to nobody.
    if (raw.destroyed) return leave();
    const late = this.kind === 'light' ? setTimeout(leave, LIGHT_FOR_MS).unref() : undefined;
    const end = () => {
      clearTimeout(late);
      leave();
    };
    raw.once('close', end).once('finish', end);
  }

  private async enter(key: string): Promise<() => void> {
    try {
      return await this.queue.enter(key);
    } catch (error) {
      if (!(error instanceof QueueIsFull)) throw error;
      throw new HearthError('request.rate-limited', { headers: { 'retry-after': '1' } });
    }
  }
}
