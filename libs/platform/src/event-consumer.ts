import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  AckPolicy,
  DeliverPolicy,
  jetstreamManager,
  type Consumer,
  type ConsumerMessages,
  type JsMsg,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Envelope, EventDefinition } from '@hearth/contracts';
import { withCorrelationId } from './correlation.js';
import { readEnvelope } from './event-codec.js';
import { Metrics } from './metrics.js';
import { EVENT_STREAM, NatsConnection } from './nats-connection.js';

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
}

/** A view of the stream; not open while it is being made anew. */
export interface Following {
  readonly isOpen: boolean;
}

const RETRY_MS = 1_000;
const ACK_WAIT_MS = 30_000;
/** For the events in hand; what is not acknowledged by then is delivered again. */
const DRAIN_TIMEOUT_MS = 5_000;
/** Grows with each delivery, so that a store that is away is not asked without pause. */
const redeliveryDelayMs = (deliveries: number) => Math.min(1_000 * 2 ** deliveries, 30_000);

/** Takes events from the stream, and takes up again where it was after every kind of outage. */
@Injectable()
export class EventConsumer implements OnApplicationShutdown {
  private readonly logger = new Logger('Events');
  private readonly open = new Set<ConsumerMessages>();
  private readonly loops: Promise<void>[] = [];
  private stopping = false;

  constructor(
    private readonly nats: NatsConnection,
    private readonly metrics: Metrics,
  ) {}

  /**
   * A durable subscription, shared by all copies of a service: each event is handled by one of them, at least once.
   * It is acknowledged after `handle` has returned, so `handle` commits first and is idempotent on `envelope.id`.
   */
  consume(durable: string, subscription: Subscription): void {
    this.run(async () => {
      const manager = await jetstreamManager(await this.nats.get());
      await manager.consumers.add(EVENT_STREAM, {
        durable_name: durable,
        filter_subject: subscription.filter,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        ack_wait: nanos(ACK_WAIT_MS),
        max_ack_pending: 500,
      });
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
        if (event) await subscription.handle(event);
      };
      await this.each(consumer, handle, following).finally(() => (following.isOpen = false));
    });
    return following;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const messages of this.open) messages.stop();
    await Promise.race([Promise.allSettled(this.loops), sleep(DRAIN_TIMEOUT_MS, undefined, { ref: false })]);
  }

  private run(attempt: () => Promise<void>): void {
    this.loops.push(this.keepRunning(attempt));
  }

  private async keepRunning(attempt: () => Promise<void>): Promise<void> {
    while (!this.stopping) {
      try {
        await this.nats.ensureStream();
        await attempt();
      } catch (error) {
        if (!this.stopping)
          this.logger.warn(`subscription broke: ${error instanceof Error ? error.message : error}`);
      }
      if (!this.stopping) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
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
    if (!event) {
      message.term('not an event of the contracts');
      this.metrics.eventsHandled.inc({ durable, outcome: 'refused' });
      return;
    }
    try {
      await withCorrelationId(event.envelope.correlationId, async () => subscription.handle(event));
      message.ack();
      this.metrics.eventsHandled.inc({ durable, outcome: 'handled' });
      this.metrics.eventLag.set({ durable }, (Date.now() - Date.parse(event.envelope.occurredAt)) / 1000);
    } catch (error) {
      this.logger.error(`${durable} failed on ${message.subject}`, error);
      message.nak(redeliveryDelayMs(message.info.deliveryCount));
      this.metrics.eventsHandled.inc({ durable, outcome: 'failed' });
    }
  }

  private read(subscription: Subscription, message: JsMsg): ReceivedEvent | undefined {
    try {
      const envelope = readEnvelope(subscription.events, message.subject, message.json());
      return envelope && { subject: message.subject, envelope, sequence: message.seq };
    } catch (error) {
      this.logger.warn(`${message.subject} #${message.seq} is not as the contracts say`, error);
      return undefined;
    }
  }
}
