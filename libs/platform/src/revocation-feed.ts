import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { sessionOutdated, sessionRevoked, type PayloadOf } from '@hearth/contracts';
import { EventConsumer, type Following } from './event-consumer.js';
import { HealthChecks } from './health-checks.js';
import { NatsConnection } from './nats-connection.js';
import { REFUSALS, type Refusals } from './refusals.js';
import { ACCESS_TOKEN_LIFETIME_MS, RevokedSessions } from './revoked-sessions.js';

const LOOK_EVERY_MS = 1_000;
/** How often media is asked though the events come in: for those that never got as far as the stream. */
const ASK_EVERY_MS = 10_000;
/** A connection that is younger may still be bringing what was missed. */
const SETTLED_AFTER_MS = 10_000;
/** A store that hangs says nothing for as long as its connection stands. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * Knows which tokens must not be taken any more: at the start from media, then by events, and from media again, each second,
 * for as long as the events do not come in.
 */
@Injectable()
export class RevocationFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Revocations');
  private readonly stopping = new AbortController();
  private followings: Following[] = [];
  private askedAt = -Infinity;
  private wasAnswered = true;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly events: EventConsumer,
    private readonly nats: NatsConnection,
    private readonly revoked: RevokedSessions,
    @Inject(REFUSALS) private readonly refusals: Refusals,
    health: HealthChecks,
  ) {
    health.add('revocations', () => {
      if (!revoked.isCurrent) throw new Error('not known which tokens were revoked');
    });
  }

  /** Returns when media was asked once. Where it did not answer, tokens are not taken until it has. */
  async onApplicationBootstrap(): Promise<void> {
    this.follow();
    await this.ask();
    void this.keepLooking();
  }

  onApplicationShutdown(): void {
    this.stopping.abort();
  }

  private follow(): void {
    const since = () => new Date(Date.now() - 2 * ACCESS_TOKEN_LIFETIME_MS);
    this.followings = [
      this.events.follow(since, {
        filter: sessionRevoked.subject,
        events: [sessionRevoked],
        handle: ({ envelope }) =>
          this.revoked.add((envelope.payload as PayloadOf<typeof sessionRevoked>).sessionId),
      }),
      this.events.follow(since, {
        filter: sessionOutdated.subject,
        events: [sessionOutdated],
        handle: ({ envelope }) => {
          const { sessionId, version } = envelope.payload as PayloadOf<typeof sessionOutdated>;
          this.revoked.outdate(sessionId, version);
        },
      }),
    ];
  }

  private async keepLooking(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      const comesByEvents = this.comesByEvents();
      // At the start it is not enough: events tell what changes, and the list is what there is.
      if (comesByEvents && this.revoked.wasEverCurrent) this.revoked.markCurrent();
      // Not waited for: a store that hangs must not keep from what comes by events.
      if (!comesByEvents || performance.now() - this.askedAt > ASK_EVERY_MS)
        this.asking ??= this.ask().finally(() => (this.asking = undefined));
    }
  }

  private comesByEvents(): boolean {
    return this.nats.connectedForMs > SETTLED_AFTER_MS && this.followings.every(({ isOpen }) => isOpen);
  }

  private async ask(): Promise<void> {
    this.askedAt = performance.now();
    try {
      for (const { sessionId, version } of await withinTime(this.refusals.list())) {
        if (version === null) this.revoked.add(sessionId);
        else this.revoked.outdate(sessionId, version);
      }
      this.revoked.markCurrent(this.askedAt);
      this.wasAnswered = true;
    } catch (error) {
      if (this.wasAnswered) this.logger.warn(`no list: ${error instanceof Error ? error.message : error}`);
      this.wasAnswered = false;
    }
  }
}

function withinTime<T>(answer: Promise<T>): Promise<T> {
  const waited = new AbortController();
  const late = sleep(ANSWER_WITHIN_MS, undefined, { signal: waited.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${ANSWER_WITHIN_MS} ms`);
  });
  return Promise.race([answer, late]).finally(() => waited.abort());
}
