import { Injectable } from '@nestjs/common';
import type { Options } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { FairQueue, QueueIsFull } from './fair-queue.js';
import { HearthError } from './problem.js';

/** OWASP's least for argon2id, which is the package's default algorithm. */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes 19 MiB and a thread: a flood of sign-ins must leave room for everyone else. */
const HASHES_AT_ONCE = 2;
/** Who comes after these would wait for seconds. */
const WAITING_PER_NETWORK = 20;
const WAITING_IN_ALL = 200;
/** For what nobody asked for from outside. */
const OURSELVES = 'ourselves';

/** Loaded with the first password: a service that has none does without it. */
const argon2 = () => import('@node-rs/argon2');

/** Hashes and checks passwords, a few at a time, for each network in turn: strangers wait for each other, not the family for them. */
@Injectable()
export class Passwords {
  private readonly queue = new FairQueue({
    atOnce: HASHES_AT_ONCE,
    waitingPerKey: WAITING_PER_NETWORK,
    waitingInAll: WAITING_IN_ALL,
  });
  /** The hash of a password that nobody has: checking against it takes as long as checking a real one. */
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.inTurn(OURSELVES, async () => (await argon2()).hash(password, ARGON2ID));
  }

  /** Without a hash, for a user who does not exist, it answers no after the same time. `network` is who waits. */
  async isRight(password: string, passwordHash: string | undefined, network: string): Promise<boolean> {
    this.decoy ??= argon2().then(({ hash }) => hash(randomBytes(32).toString('base64'), ARGON2ID));
    const against = passwordHash ?? (await this.decoy);
    const matches = await this.inTurn(network, async () => (await argon2()).verify(against, password));
    return matches && passwordHash !== undefined;
  }

  private async inTurn<T>(network: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.queue.run(network, work);
    } catch (error) {
      if (!(error instanceof QueueIsFull)) throw error;
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' } });
    }
  }
}
