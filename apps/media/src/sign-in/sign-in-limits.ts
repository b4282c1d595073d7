import { Injectable } from '@nestjs/common';
import type { UserId } from '@hearth/contracts';
import { networkOf } from '@hearth/platform';
import { createHash } from 'node:crypto';
import { AttemptCounts } from './attempt-counts.js';

const FAILURES_PER_ACCOUNT_AND_NETWORK = 10;
const FAILURES_PER_NETWORK = 50;
/** However many addresses somebody has. Wide, as it also shuts the owner out; who is signed in does not notice. */
const FAILURES_PER_ACCOUNT = 200;

interface Attempt {
  /** Of the account, however its name was typed; none for a name that is nobody's. */
  readonly userId: UserId | undefined;
  readonly username: string;
  readonly ip: string;
}

/** Slows down who guesses passwords. */
@Injectable()
export class SignInLimits {
  constructor(private readonly counts: AttemptCounts) {}

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
  const network = `hearth:sign-in:${networkOf(ip)}`;
  // The database finds a name however it is written; a key of the name as typed would give each spelling a count of its own.
  const name = userId ? `user ${userId}` : `nobody ${username.toLowerCase()}`;
  const account = createHash('sha256').update(name).digest('base64url');
  return { pair: `${network}:${account}`, network, account: `hearth:sign-in-account:${account}` };
}
