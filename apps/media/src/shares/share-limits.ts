import { Injectable } from '@nestjs/common';
import type { ShareId } from '@hearth/contracts';
import { networkOf } from '@hearth/platform';
import { AttemptCounts } from '../sign-in/attempt-counts.js';

const WRONG_PASSWORDS_PER_NETWORK = 10;
/** However many addresses somebody has. */
const WRONG_PASSWORDS_IN_ALL = 100;

/** Slows down who guesses the password of a link. Codes are too long to be guessed. */
@Injectable()
export class ShareLimits {
  constructor(private readonly counts: AttemptCounts) {}

  /** Throws `request.rate-limited` with the seconds until another try makes sense. */
  async count(id: ShareId, ip: string): Promise<void> {
    const { all, network } = keysOf(id, ip);
    await this.counts.count([
      { key: network, attempts: WRONG_PASSWORDS_PER_NETWORK },
      { key: all, attempts: WRONG_PASSWORDS_IN_ALL },
    ]);
  }

  /** The password was right. */
  async takeBack(id: ShareId, ip: string): Promise<void> {
    const { all, network } = keysOf(id, ip);
    await this.counts.takeBack({ keys: [all], forgotten: [network] });
  }
}

function keysOf(id: ShareId, ip: string): { all: string; network: string } {
  const all = `media:share:${id}`;
  return { all, network: `${all}:${networkOf(ip)}` };
}
