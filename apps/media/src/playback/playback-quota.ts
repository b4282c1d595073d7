import { Injectable } from '@nestjs/common';
import type { UserId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { AttemptCounts } from '../sign-in/attempt-counts.js';

/** A player reports every ten seconds; one that was offline brings what it kept in requests of a hundred. */
const EVENTS_PER_MINUTE = 1_000;
/** Five players that never stop. */
const EVENTS_PER_DAY = 50_000;

/** Keeps one person from filling the database with what they say they played. */
@Injectable()
export class PlaybackQuota {
  constructor(private readonly counts: AttemptCounts) {}

  /** Throws `request.rate-limited` with the seconds to wait. */
  async count(userId: UserId, events: number): Promise<void> {
    const key = `media:playback:${userId}`;
    try {
      await this.counts.count(
        [
          { key: `${key}:minute`, attempts: EVENTS_PER_MINUTE, windowSec: 60 },
          { key: `${key}:day`, attempts: EVENTS_PER_DAY, windowSec: 86_400 },
        ],
        events,
      );
    } catch (error) {
      // Without Redis nobody guesses anything here: what was played is not to be lost for it.
      if (error instanceof HearthError && error.code === 'service.unavailable') return;
      throw error;
    }
  }
}
