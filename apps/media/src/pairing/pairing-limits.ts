import { Injectable } from '@nestjs/common';
import { networkOf } from '@hearth/platform';
import { AttemptCounts } from '../sign-in/attempt-counts.js';

const WRONG_CODES_PER_NETWORK = 5;
/** However many addresses somebody has: a hundred guesses at a million codes. */
const WRONG_CODES_IN_ALL = 100;
const IN_ALL = 'media:pairing-code';

/** Slows down who guesses codes. Tokens are too long to be guessed. */
@Injectable()
export class PairingLimits {
  constructor(private readonly counts: AttemptCounts) {}

  /** Throws `request.rate-limited` with the seconds until another try makes sense. */
  async count(ip: string): Promise<void> {
    await this.counts.count([
      { key: keyOf(ip), attempts: WRONG_CODES_PER_NETWORK },
      { key: IN_ALL, attempts: WRONG_CODES_IN_ALL },
    ]);
  }

  /** The code was one of ours. */
  async takeBack(ip: string): Promise<void> {
    await this.counts.takeBack({ keys: [keyOf(ip), IN_ALL] });
  }
}

function keyOf(ip: string): string {
  return `${IN_ALL}:${networkOf(ip)}`;
}
