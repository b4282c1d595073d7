import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Envelope, LiveMessage } from '@hearth/contracts';
import { BackgroundLoop, EVENT_STREAM, NatsConnection, readEnvelope } from '@hearth/platform';
import { DeliverPolicy, jetstreamManager, type ConsumerMessages, type StreamInfo } from '@nats-io/jetstream';
import { epochOf } from './cursor.js';
import { RecentEvents, type HeardEvent, type LiveEvent } from './recent-events.js';
import { findTopic, TOPICS, topicOf } from './topics.js';

interface FeedListener {
  /** An event of the stream, in its order. */
  onStored(event: LiveEvent): void;
  /** One that is not stored: who is not there misses it. */
  onUnstored(event: HeardEvent): void;
  /** `recent` is there now, or is another one than before. */
  onRestart(): void;
}

const RETRY_MS = 1_000;
const WATCH_EVERY_MS = 5_000;
/** How much of the stream is read at the start; not all of it is for browsers. */
const READ_BACK = 10_000;

/** This gateway's own view of what happens in the house: the end of the stream, and what is never stored. */
@Injectable()
export class EventFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Feed');
  private readonly listeners = new Set<FeedListener>();
  private messages: ConsumerMessages | undefined;
  private current: RecentEvents | undefined;
  private readonly loop = new BackgroundLoop({
    turn: async () => {
      await this.follow();
      return RETRY_MS;
    },
    retryMs: RETRY_MS,
    onFailure: (error) =>
      this.logger.warn(`will try again: ${error instanceof Error ? error.message : String(error)}`),
  });

  constructor(private readonly nats: NatsConnection) {}

  /** Undefined until the end of the stream has been read. */
  get recent(): RecentEvents | undefined {
    return this.current;
  }

  listen(listener: FeedListener): void {
    this.listeners.add(listener);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
    this.listenToUnstored().catch((error: unknown) => this.logger.debug(error));
  }

  async onApplicationShutdown(): Promise<void> {
    const stopped = this.loop.stop(RETRY_MS);
    this.messages?.stop();
    await stopped;
  }

  private async follow(): Promise<void> {
    await this.nats.ensureStream();
    const stream = await this.streamInfo();
    const recent = this.continuing(stream) ?? beginAt(stream);
    const js = await this.nats.jetstream();
    const consumer = await js.consumers.get(EVENT_STREAM, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: recent.tail + 1,
    });
    // Without this a consumer waits in silence for a stream whose store was wiped.
    this.messages = await consumer.consume({ max_messages: 500, abort_on_missing_resource: true });
    // The shutdown may have passed by while this was being set up.
    if (this.loop.isStopping) this.messages.stop();
    const watch = setInterval(() => void this.stopIfStreamIsAnother(recent.epoch), WATCH_EVERY_MS);
    try {
      this.becomeCurrent(recent, stream.state.last_seq);
      for await (const message of this.messages) {
        if (message.seq <= recent.tail) continue;
        this.take(recent, message.subject, message.seq, () => message.json());
        this.becomeCurrent(recent, stream.state.last_seq);
      }
    } finally {
      clearInterval(watch);
      this.messages.stop();
    }
  }

  private async streamInfo(): Promise<StreamInfo> {
    const manager = await jetstreamManager(await this.nats.get(), { timeout: 5_000 });
    return manager.streams.info(EVENT_STREAM);
  }

  /** What is remembered, if the stream goes on from there. */
  private continuing({ created, state }: StreamInfo): RecentEvents | undefined {
    const { current } = this;
    const goesOn =
      current?.epoch === epochOf(created) &&
      state.last_seq >= current.tail &&
      (state.first_seq <= current.tail + 1 || state.last_seq === current.tail);
    return goesOn ? current : undefined;
  }

  private becomeCurrent(recent: RecentEvents, lastSequence: number): void {
    if (this.current === recent || recent.tail < lastSequence) return;
    this.current = recent;
    for (const listener of this.listeners) listener.onRestart();
  }

  private take(recent: RecentEvents, subject: string, sequence: number, read: () => unknown): void {
    recent.pass(sequence);
    const found = this.present(subject, recent.cursor(sequence), read);
    if (!found) return;
    const event = { ...found, sequence };
    recent.add(event);
    if (this.current !== recent) return;
    for (const listener of this.listeners) listener.onStored(event);
  }

  private async listenToUnstored(): Promise<void> {
    const connection = await this.nats.get();
    connection.subscribe('hearth.live.>', {
      callback: (error, message) => {
        const found = error ? undefined : this.present(message.subject, null, () => message.json());
        if (!found) return;
        for (const listener of this.listeners) listener.onUnstored(found);
      },
    });
  }

  private present(subject: string, cursor: string | null, read: () => unknown): HeardEvent | undefined {
    const found = findTopic(subject);
    if (!found) return undefined;
    try {
      const { occurredAt, payload } = readEnvelope([found.event], subject, read()) as Envelope<unknown>;
      const topic = topicOf(found.topic, payload);
      const message: LiveMessage = {
        type: 'event',
        topic,
        subject,
        cursor,
        occurredAt,
        payload,
      };
      const concerned = TOPICS[found.topic].concerns?.(payload);
      return { topic, concerned, text: JSON.stringify(message) };
    } catch (error) {
      this.logger.warn(`${subject} is not as the contracts say`, error);
      return undefined;
    }
  }

  private async stopIfStreamIsAnother(epoch: string): Promise<void> {
    try {
      const { created } = await this.streamInfo();
      if (epochOf(created) !== epoch) this.messages?.stop();
    } catch (error) {
      this.logger.debug(`the stream cannot be asked for: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function beginAt({ created, state }: StreamInfo): RecentEvents {
  const first = Math.max(state.first_seq, state.last_seq - READ_BACK + 1, 1);
  return new RecentEvents(epochOf(created), Math.min(first - 1, state.last_seq));
}
