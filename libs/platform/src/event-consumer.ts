import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  DeliverPolicy,
  jetstreamManager,
  type Consumer,
  type ConsumerMessages,
  type JsMsg,
} from '@nats-io/jetstream';
import type { Envelope, EventDefinition } from '@hearth/contracts';
import { BackgroundLoop } from './background-loop.js';
import { withCorrelationId } from './correlation.js';
import { decideDelivery } from './delivery.js';
import { ensureDurable, hasMissedEvents } from './durable.js';
import { readEnvelope } from './event-codec.js';
import { EVENT_STREAM } from './event-stream.js';
import { HealthChecks } from './health-checks.js';
import { Metrics } from './metrics.js';
import { NatsConnection } from './nats-connection.js';
import { ParkedEvents } from './parked-events.js';

export interface ReceivedEvent {
  readonly subject: string;
  readonly envelope: Envelope<unknown>;
  /** Position in the stream, growing. */
  readonly sequence: number;
}

interface Subscription {
  /** One subject, wildcards allowed: NATS 2.9 takes no list. */
  readonly filter: string;
  readonly events: readonly EventDefinition[];
  readonly handle: (event: ReceivedEvent) => Promise<void> | void;
  /** Learns otherwise what may have been in events that the stream dropped; events wait until it has returned. */
  readonly makeUp?: () => Promise<void>;
}

/** A view of the stream; not open while it is being made anew. */
export interface Following {
  readonly isOpen: boolean;
}

const RETRY_MS = 1_000;
/** For the events in hand; what is not acknowledged by then is delivered again. */
const DRAIN_TIMEOUT_MS = 5_000;
const INFO_TIMEOUT_MS = 1_000;

/** Takes events from the stream, and takes up again where it was after every kind of outage. */
@Injectable()
export class EventConsumer implements OnApplicationShutdown {
  private readonly logger = new Logger('Events');
  private readonly open = new Set<ConsumerMessages>();
  private readonly loops: BackgroundLoop[] = [];
  private stopping = false;

  constructor(
    private readonly nats: NatsConnection,
    private readonly metrics: Metrics,
    private readonly parked: ParkedEvents,
    private readonly health: HealthChecks,
  ) {}

  /**
   * A durable subscription, shared by all copies of a service: each event is handled by one of them, at least once.
   * It is acknowledged after `handle` has returned, so `handle` commits first and is idempotent on `envelope.id`. What
   * fails again and again though the service is well is parked.
   */
  consume(durable: string, subscription: Subscription): void {
    this.metrics.fill(this.metrics.eventsWaiting, () => this.countWaiting(durable));
    this.run(async () => {
      const manager = await jetstreamManager(await this.nats.get());
      const present = await ensureDurable(manager, durable, subscription.filter);
      // Before the first event is taken, which would hide the gap.
      if (subscription.makeUp && (await hasMissedEvents(manager, present))) await subscription.makeUp();
      const consumer = await (await this.nats.jetstream()).consumers.get(EVENT_STREAM, durable);
      await this.each(consumer, (message) => this.handleOnce(durable, subscription, message));
    });
  }

  /**
   * This process's own view of the stream, from a moment in the past on; nothing is acknowledged. For what each copy
   * of a service keeps in memory.
   */
  follow(since: () => Date, subscription: Subscription): Following {
    const following = { isOpen: false };
    this.run(async () => {
      const js = await this.nats.jetstream();
      const consumer = await js.consumers.get(EVENT_STREAM, {
        filter_subjects: subscription.filter,
        deliver_policy: DeliverPolicy.StartTime,
        opt_start_time: since().toISOString(),
      });
      const handle = async (message: JsMsg) => {
        const event = this.read(subscription, message);
        if (typeof event === 'object') await subscription.handle(event);
      };
      await this.each(consumer, handle, following).finally(() => (following.isOpen = false));
    });
    return following;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const messages of this.open) messages.stop();
    await Promise.all(this.loops.map((loop) => loop.stop(DRAIN_TIMEOUT_MS)));
  }

  private async countWaiting(durable: string): Promise<void> {
    // A connection that is away would be waited for.
    if (!this.nats.isConnected) return;
    const manager = await jetstreamManager(await this.nats.get(), {
      checkAPI: false,
      timeout: INFO_TIMEOUT_MS,
    });
    const { num_pending, num_ack_pending } = await manager.consumers.info(EVENT_STREAM, durable);
    this.metrics.eventsWaiting.set({ durable }, num_pending + num_ack_pending);
  }

  private run(attempt: () => Promise<void>): void {
    const loop = new BackgroundLoop({
      turn: async () => {
        await this.nats.ensureStream();
        await attempt();
        return RETRY_MS;
      },
      retryMs: RETRY_MS,
      onFailure: (error) =>
        this.logger.warn(`subscription broke: ${error instanceof Error ? error.message : error}`),
    });
    this.loops.push(loop.start());
  }

  private async each(
    consumer: Consumer,
    handle: (message: JsMsg) => Promise<void>,
    following?: { isOpen: boolean },
  ): Promise<void> {
    // Without this a consumer waits in silence for a stream whose store was wiped.
    const messages = await consumer.consume({ max_messages: 100, abort_on_missing_resource: true });
    this.open.add(messages);
    if (following) following.isOpen = true;
    // The shutdown may have passed by while this was being set up.
    if (this.stopping) messages.stop();
    try {
      for await (const message of messages) await handle(message);
    } finally {
      this.open.delete(messages);
    }
  }

  private async handleOnce(durable: string, subscription: Subscription, message: JsMsg): Promise<void> {
    const event = this.read(subscription, message);
    let failure: unknown;
    if (typeof event === 'object') {
      try {
        await withCorrelationId(event.envelope.correlationId, async () => subscription.handle(event));
        message.ack();
        this.metrics.eventsHandled.inc({ durable, outcome: 'handled' });
        this.metrics.eventLag.set({ durable }, (Date.now() - Date.parse(event.envelope.occurredAt)) / 1000);
        return;
      } catch (error) {
        failure = error;
        this.logger.error(`${durable} failed on ${message.subject}`, error);
      }
    }
    await this.handOn(durable, message, typeof event === 'object' ? 'failed' : event, failure);
  }

  /** What becomes of an event that was not handled. */
  private async handOn(
    durable: string,
    message: JsMsg,
    trouble: 'failed' | 'unknown' | 'malformed',
    failure: unknown,
  ): Promise<void> {
    const { deliveryCount: deliveries } = message.info;
    const isWell = trouble === 'failed' && (await this.health.report()).status === 'ok';
    const decision = decideDelivery({ trouble, deliveries, isWell });
    this.metrics.eventsHandled.inc({ durable, outcome: decision.outcome });
    if (decision.outcome === 'ignored') return message.ack();
    if (decision.outcome === 'again') return message.nak(decision.delayMs);
    const reason = failure instanceof Error ? failure.message : `not as the contracts say`;
    this.logger.warn(`${durable} parks ${message.subject} #${message.seq}: ${reason}`);
    try {
      await this.parked.park(durable, message, reason);
      message.ack();
    } catch (error) {
      this.logger.error(`${message.subject} #${message.seq} could not be parked`, error);
      message.nak(decision.delayMs);
    }
  }

  private read(subscription: Subscription, message: JsMsg): ReceivedEvent | 'unknown' | 'malformed' {
    try {
      const envelope = readEnvelope(subscription.events, message.subject, message.json());
      return envelope ? { subject: message.subject, envelope, sequence: message.seq } : 'unknown';
    } catch (error) {
      this.logger.warn(`${message.subject} #${message.seq} is not as the contracts say`, error);
      return 'malformed';
    }
  }
}
