import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundLoop } from '@hearth/platform';
import { Attempts } from '../realtime/attempts.js';
import { DropMembers } from './drop-members.js';
import { DropRooms } from './drop-rooms.js';
import { DropSessions } from './drop-sessions.js';

const EVERY_MS = 10_000;

/** Says that members are still there, and puts out those who are not, and those whose session is over. Any copy does it for all. */
@Injectable()
export class DropKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Drop');
  private readonly loop = new BackgroundLoop({
    turn: async () => {
      await this.keep();
      return EVERY_MS;
    },
    // Who was here before the gateway started again has time to come back.
    firstAfterMs: EVERY_MS,
    retryMs: EVERY_MS,
    onFailure: (error) =>
      this.logger.warn(`will be kept in order later: ${error instanceof Error ? error.message : error}`),
  });

  constructor(
    private readonly sessions: DropSessions,
    private readonly members: DropMembers,
    private readonly rooms: DropRooms,
    private readonly attempts: Attempts,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** One pass; the next one makes good what this one fails at. */
  async keep(): Promise<void> {
    this.rooms.subscribeMissing();
    await this.renew();
    for (const { peerId, sessionId } of await this.members.removeLost())
      this.rooms.tellAll(sessionId, { type: 'peer-left', peerId });
    for (const sessionId of await this.sessions.findOverWithMembers()) {
      await this.members.removeAllOf(sessionId);
      this.rooms.tellAll(sessionId, { type: 'ended' });
    }
    await this.sessions.forgetOld();
    await this.attempts.forgetOld();
  }

  /** Who was taken for lost while this gateway hung is put out, and comes back. */
  private async renew(): Promise<void> {
    const present = this.rooms.presentPeers;
    if (present.length === 0) return;
    const lost = new Set(await this.members.renew(present));
    if (lost.size > 0) this.rooms.endLost(lost);
  }
}
