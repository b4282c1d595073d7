import type { FastifyReply, FastifyRequest } from 'fastify';
import { FairQueue, QueueIsFull } from './fair-queue.js';
import { HearthError } from './problem.js';

/** Fewer than there are connections to the database, so that what is light always finds one. */
const AT_ONCE = 6;
/** A page asks for a few lists at the same time. */
const AT_ONCE_PER_PERSON = 3;
/** More than a page has under way. */
const CROWDED_PER_PERSON = 10;
const WAITING_PER_PERSON = 60;

/** Whose heavy request is answered next: people take turns, so that one who asks without pause slows down only themselves. */
export class Turns {
  private readonly queue = new FairQueue({
    atOnce: AT_ONCE,
    atOncePerKey: AT_ONCE_PER_PERSON,
    crowdedPerKey: CROWDED_PER_PERSON,
    waitingPerKey: WAITING_PER_PERSON,
  });

  /** Until it is this person's turn, which lasts until the answer is out. Throws `request.rate-limited`. */
  async wait({ caller, ip }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const leave = await this.enter(caller?.userId ?? ip);
    // Who went away while waiting is answered to nobody.
    if (reply.raw.destroyed) leave();
    else reply.raw.once('close', leave).once('finish', leave);
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
