import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  jetstreamManager,
  type JetStreamManager,
  type JsMsg,
  type StoredMsg,
  type StreamInfo,
} from '@nats-io/jetstream';
import { headers, nanos } from '@nats-io/transport-node';
import { Gauge } from 'prom-client';
import { ensureStreamIs, type StreamWishes } from './event-stream.js';
import { Metrics } from './metrics.js';
import { NatsConnection } from './nats-connection.js';
import { HearthError } from './problem.js';

export const PARKED_STREAM = 'HEARTH_PARKED';
const SUBJECT = 'hearth-parked';
const KEPT_MS = 90 * 86_400_000;
const WISHES: StreamWishes = {
  subjects: [`${SUBJECT}.*`],
  max_age: nanos(KEPT_MS),
  max_bytes: 64 * 1024 ** 2,
  duplicate_window: nanos(2 * 60_000),
  num_replicas: 1,
};
/** How far a list looks past numbers whose events were taken up again. */
const LOOK_AT_MOST = 1_000;
const REASON_LENGTH = 500;

const HEADER = { subject: 'Hearth-Subject', reason: 'Hearth-Reason' } as const;

/** An event that a consumer failed on again and again, put aside so that those after it are not held up. */
export interface ParkedEvent {
  /** Its number among those that are parked. */
  readonly number: number;
  readonly durable: string;
  readonly subject: string;
  readonly reason: string;
  /** ISO 8601 */
  readonly parkedAt: string;
}

/** Keeps events that could not be handled, for an admin to see and to try again. */
@Injectable()
export class ParkedEvents implements OnApplicationBootstrap {
  constructor(
    private readonly nats: NatsConnection,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    const gauge: Gauge = new Gauge({
      name: 'hearth_events_parked',
      help: 'Events that were put aside since their consumer failed on them; -1 while that is not known.',
      registers: [this.metrics.registry],
      collect: async () => gauge.set(await this.count().catch(() => -1)),
    });
  }

  async park(durable: string, message: JsMsg, reason: string): Promise<void> {
    await ensureStreamIs(await this.manager(), PARKED_STREAM, {
      ...WISHES,
      num_replicas: this.nats.replicas,
    });
    const about = headers();
    about.set(HEADER.subject, message.subject);
    about.set(HEADER.reason, printable(reason).slice(0, REASON_LENGTH));
    // A copy that dies between this and its ack parks the event once.
    const msgID = `${durable}-${message.info.streamSequence}-${message.info.timestampNanos}`;
    const js = await this.nats.jetstream();
    await js.publish(`${SUBJECT}.${durable}`, message.data, { headers: about, msgID });
  }

  /** How many there are; none where NATS is away. */
  async count(): Promise<number> {
    if (!this.nats.isConnected) return -1;
    const manager = await this.manager();
    return (await this.info(manager))?.state.messages ?? 0;
  }

  /** The latest first, at most `limit`. */
  async list(limit: number): Promise<ParkedEvent[]> {
    const manager = await this.manager();
    const info = await this.info(manager);
    const found: ParkedEvent[] = [];
    if (info === undefined || info.state.messages === 0) return found;
    const { first_seq: first, last_seq: last } = info.state;
    const end = Math.max(first, last - LOOK_AT_MOST + 1);
    for (let number = last; number >= end && found.length < limit; number -= 1) {
      const message = await this.find(manager, number);
      if (message) found.push(describe(message));
    }
    return found;
  }

  /** Publishes it once more, for all its consumers: those that handled it know it by its id. False where there is none. */
  async retry(number: number): Promise<boolean> {
    const manager = await this.manager();
    const message = await this.find(manager, number);
    if (!message) return false;
    const js = await this.nats.jetstream();
    await js.publish(describe(message).subject, message.data);
    await manager.streams.deleteMessage(PARKED_STREAM, number, false);
    return true;
  }

  /** Throws it away. False where there is none. */
  async discard(number: number): Promise<boolean> {
    const manager = await this.manager();
    if (!(await this.find(manager, number))) return false;
    return manager.streams.deleteMessage(PARKED_STREAM, number, false);
  }

  private async manager(): Promise<JetStreamManager> {
    if (!this.nats.isConnected)
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' } });
    return jetstreamManager(await this.nats.get(), { timeout: 5_000 });
  }

  private info(manager: JetStreamManager): Promise<StreamInfo | undefined> {
    return manager.streams.info(PARKED_STREAM).catch(() => undefined);
  }

  private async find(manager: JetStreamManager, seq: number): Promise<StoredMsg | undefined> {
    return (await manager.streams.getMessage(PARKED_STREAM, { seq }).catch(() => undefined)) ?? undefined;
  }
}

function describe(message: StoredMsg): ParkedEvent {
  return {
    number: message.seq,
    durable: message.subject.slice(SUBJECT.length + 1),
    subject: message.header.get(HEADER.subject),
    reason: message.header.get(HEADER.reason),
    parkedAt: message.time.toISOString(),
  };
}

/** What may stand in a header's one line. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ');
}
