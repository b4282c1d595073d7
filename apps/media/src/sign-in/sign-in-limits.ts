import { Injectable } from '@nestjs/common';
import type { UserId } from '@hearth/contracts';
import { FairQueue, HearthError, networkOf, QueueIsFull } from '@hearth/platform';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { AttemptCounts } from './attempt-counts.js';

const FAILURES_PER_ACCOUNT_AND_NETWORK = 10;
const FAILURES_PER_NETWORK = 50;
/** However many addresses somebody has. Wide, as it also shuts the owner out; who is signed in does not notice. */
const FAILURES_PER_ACCOUNT = 200;
/** Of one network, so that right ones that come together stay below its limit, with several copies too. */
const ATTEMPTS_AT_ONCE = 3;
const WAITING_PER_NETWORK = 100;
/** Who was refused is told so again from memory, for so long at most: another copy may know better by then. */
const REMEMBERED_REFUSALS = 10_000;
const REMEMBERED_MS = 10_000;

interface Typed {
  readonly username: string;
  readonly ip: string;
}

interface Attempt extends Typed {
  /** Of the account, however its name was typed; none for a name that is nobody's. */
  readonly userId: UserId | undefined;
}

/** Slows down who guesses passwords. */
@Injectable()
export class SignInLimits {
  private readonly queue = new FairQueue({
    atOnce: 30,
    atOncePerKey: ATTEMPTS_AT_ONCE,
    waitingPerKey: WAITING_PER_NETWORK,
  });
  /** By network and name as typed. */
  private readonly refusals = new LRUCache<string, HearthError>({
    max: REMEMBERED_REFUSALS,
    ttl: REMEMBERED_MS,
  });

  constructor(private readonly counts: AttemptCounts) {}

  /**
   * Lets an attempt wait for others from its network, and asks no store for who was refused a moment ago. Throws
   * `request.rate-limited`, which is remembered, and what the attempt throws.
   */
  async inTurn<T>({ username, ip }: Typed, attempt: () => Promise<T>): Promise<T> {
    const network = networkOf(ip);
    const key = `${network} ${username}`;
    const refusal = this.refusals.get(key);
    if (refusal) throw refusal;
    try {
      return await this.queue.run(network, attempt);
    } catch (error) {
      if (error instanceof QueueIsFull)
        throw new HearthError('request.rate-limited', { headers: { 'retry-after': '5' } });
      if (error instanceof HearthError && error.code === 'request.rate-limited')
        this.refusals.set(key, error);
      throw error;
    }
  }

  /** Forgets whom it refused. */
  forgetRefusals(): void {
    this.refusals.clear();
  }

  /** Throws `request.rate-limited` with the seconds until another try makes sense. */
  async count(attempt: Attempt): Promise<void> {
    const { pair, network, account } = keysOf(attempt);
    await this.counts.count([
      { key: pair, attempts: FAILURES_PER_ACCOUNT_AND_NETWORK },
      { key: network, attempts: FAILURES_PER_NETWORK },
      { key: account, attempts: FAILURES_PER_ACCOUNT },
    ]);
  }

  /** The attempt was right: who mistyped before starts from nothing again. */
  async takeBack(attempt: Attempt): Promise<void> {
    const { pair, network, account } = keysOf(attempt);
    await this.counts.takeBack({ keys: [network, account], forgotten: [pair] });
  }
}

function keysOf({ userId, username, ip }: Attempt): { pair: string; network: string; account: string } {
  const network = `media:sign-in:${networkOf(ip)}`;
  // The database finds a name however it is written; a key of the name as typed would give each spelling a count of its own.
  const name = userId ? `user ${userId}` : `nobody ${username.toLowerCase()}`;
  const account = createHash('sha256').update(name).digest('base64url');
  return { pair: `${network}:${account}`, network, account: `media:sign-in-account:${account}` };
}
