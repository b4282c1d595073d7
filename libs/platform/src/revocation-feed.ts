import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sessionOutdated, sessionRevoked, type PayloadOf } from '@hearth/contracts';
import { EventConsumer } from './event-consumer.js';
import { ACCESS_TOKEN_LIFETIME_MS, RevokedSessions } from './revoked-sessions.js';

/** Hears which tokens must not be taken any more, also those of before this copy of the service started. */
@Injectable()
export class RevocationFeed implements OnApplicationBootstrap {
  constructor(
    private readonly events: EventConsumer,
    private readonly revoked: RevokedSessions,
  ) {}

  onApplicationBootstrap(): void {
    const since = () => new Date(Date.now() - 2 * ACCESS_TOKEN_LIFETIME_MS);
    this.events.follow(since, {
      filter: sessionRevoked.subject,
      events: [sessionRevoked],
      handle: ({ envelope }) =>
        this.revoked.add((envelope.payload as PayloadOf<typeof sessionRevoked>).sessionId),
    });
    this.events.follow(since, {
      filter: sessionOutdated.subject,
      events: [sessionOutdated],
      handle: ({ envelope }) => {
        const { sessionId, version } = envelope.payload as PayloadOf<typeof sessionOutdated>;
        this.revoked.outdate(sessionId, version);
      },
    });
  }
}
