import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { AttemptCounts } from './attempt-counts.js';
import { networkOf } from './client-network.js';

const FAILURES_PER_ACCOUNT_AND_NETWORK = 10;
const FAILURES_PER_NETWORK = 50;

interface Attempt {
  readonly username: string;
  readonly ip: string;
}

/** Slows down who guesses passwords. */
@Injectable()
export class SignInLimits {
  constructor(private readonly counts: AttemptCounts) {}

  /** Throws `request.rate-limited` with the seconds until another try makes sense. */
  async count(attempt: Attempt): Promise<void> {
    const { pair, network } = keysOf(attempt);
    await this.counts.count([
      { key: pair, attempts: FAILURES_PER_ACCOUNT_AND_NETWORK },
      { key: network, attempts: FAILURES_PER_NETWORK },
    ]);
  }

  /** The attempt was right: who mistyped before starts from nothing again. */
  async takeBack(attempt: Attempt): Promise<void> {
    const { pair, network } = keysOf(attempt);
    await this.counts.takeBack({ keys: [network], forgotten: [pair] });
  }
}

function keysOf({ username, ip }: Attempt): { pair: string; network: string } {
  const network = networkOf(ip);
  const account = createHash('sha256').update(username.toLowerCase()).digest('base64url');
  return { pair: `hearth:sign-in:${network}:${account}`, network: `hearth:sign-in:${network}` };
}
