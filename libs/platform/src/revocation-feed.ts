import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sessionRevoked, type PayloadOf } from '@hearth/contracts';
import { EventConsumer } from './event-consumer.js';
import { ACCESS_TOKEN_LIFETIME_MS, RevokedSessions } from './revoked-sessions.js';

/** Hears which sessions were ended, also those that ended before this copy of the service started. */
@Injectable()
export class RevocationFeed implements OnApplicationBootstrap {
  constructor(
    private readonly events: EventConsumer,
    private readonly revoked: RevokedSessions,
  ) {}

  onApplicationBootstrap(): void {
    this.events.follow(() => new Date(Date.now() - 2 * ACCESS_TOKEN_LIFETIME_MS), {
      filter: sessionRevoked.subject,
      events: [sessionRevoked],
      handle: ({ envelope }) =>
        this.revoked.add((envelope.payload as PayloadOf<typeof sessionRevoked>).sessionId),
    });
  }
}
