import { Injectable } from '@nestjs/common';
import type { Options } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { HearthError } from './problem.js';

/** OWASP's least for argon2id, which is the package's default algorithm. */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes 19 MiB and a thread: a flood of sign-ins must leave room for everyone else. */
const PARALLEL_HASHES = 2;
/** Who comes after these would wait for seconds. */
const LONGEST_QUEUE = 50;

/** Loaded with the first password: a service that has none does without it. */
const argon2 = () => import('@node-rs/argon2');

/** Hashes and checks passwords, a few at a time. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** The hash of a password that nobody has: checking against it takes as long as checking a real one. */
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.inTurn(async () => (await argon2()).hash(password, ARGON2ID));
  }

  /** Without a hash, for a user who does not exist, it answers no after the same time. */
  async isRight(password: string, passwordHash: string | undefined): Promise<boolean> {
    this.decoy ??= argon2().then(({ hash }) => hash(randomBytes(32).toString('base64'), ARGON2ID));
    const against = passwordHash ?? (await this.decoy);
    const matches = await this.inTurn(async () => (await argon2()).verify(against, password));
    return matches && passwordHash !== undefined;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= PARALLEL_HASHES) {
      if (this.waiting.length >= LONGEST_QUEUE) {
        throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' } });
      }
      // Who ends hands its place on, so `running` stays as it is.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
