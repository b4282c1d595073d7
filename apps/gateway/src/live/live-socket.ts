import {
  hasRole,
  liveRequest,
  type AccessTokenClaims,
  type LiveMessage,
  type LiveRequest,
  type LiveTopic,
} from '@hearth/contracts';
import type { RawData, WebSocket } from 'ws';
import type { EventFeed } from './event-feed.js';
import { MessageBudget } from './message-budget.js';
import type { LiveEvent } from './recent-events.js';
import { mayHear, TOPICS } from './topics.js';

/** Close codes: RFC 6455, section 7.4.1, and the registry's 1013; from 4000 on they are ours. */
export const CLOSE = {
  goingAway: [1001, 'the hub is restarting'],
  flooded: [1008, 'too many messages'],
  tooSlow: [1013, 'events come faster than they are read'],
  signInAgain: [4401, 'sign in again'],
} as const satisfies Record<string, readonly [number, string]>;

const MAX_BUFFERED_BYTES = 4 * 1024 ** 2;
/** A client that does not answer the closing handshake is cut off. */
const CLOSE_TIMEOUT_MS = 3_000;
const MESSAGE_BURST = 30;
const MESSAGES_PER_SECOND = 2;

type Subscribe = Extract<LiveRequest, { type: 'subscribe' }>;

/** One browser that listens. */
export class LiveSocket {
  private topics: ReadonlySet<LiveTopic> = new Set();
  /** Events up to this one were sent, or were known before. */
  private upTo = 0;
  /** What it asked for before the end of the stream was read. */
  private waiting: Subscribe | undefined;
  private hasAnswered = true;
  private closing = false;
  private readonly budget = new MessageBudget(MESSAGE_BURST, MESSAGES_PER_SECOND, performance.now());
  private readonly expiry: NodeJS.Timeout;

  constructor(
    private readonly ws: WebSocket,
    readonly claims: AccessTokenClaims,
    private readonly feed: EventFeed,
  ) {
    ws.on('message', (data, isBinary) => this.receive(data, isBinary));
    ws.on('pong', () => (this.hasAnswered = true));
    // `ws` closes the connection itself after a frame that is too large or malformed.
    ws.on('error', () => undefined);
    this.expiry = setTimeout(
      () => this.close(CLOSE.signInAgain),
      Math.max(0, claims.exp * 1000 - Date.now()),
    );
    ws.on('close', () => clearTimeout(this.expiry));
  }

  onStored(event: LiveEvent): void {
    if (event.sequence <= this.upTo || !this.isFor(event)) return;
    this.upTo = event.sequence;
    this.sendText(event.text);
  }

  onUnstored(topic: LiveTopic, text: string): void {
    if (this.topics.has(topic)) this.sendText(text);
  }

  /** The stream's end was read for the first time, or the stream is another one. */
  onRestart(): void {
    const { recent } = this.feed;
    if (!recent) return;
    if (this.waiting) this.subscribe(this.waiting);
    else if (this.topics.size > 0) {
      this.upTo = recent.tail;
      this.send({ type: 'reset', cursor: recent.cursor() });
    }
  }

  /** Asks whether it is still there; who did not answer the last time is cut off. */
  ping(): void {
    if (!this.hasAnswered) return this.ws.terminate();
    this.hasAnswered = false;
    this.ws.ping();
  }

  close([code, reason]: readonly [number, string]): void {
    if (this.closing) return;
    this.closing = true;
    this.topics = new Set();
    this.ws.close(code, reason);
    setTimeout(() => this.ws.terminate(), CLOSE_TIMEOUT_MS).unref();
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.closing) return;
    if (!this.budget.take(performance.now())) return this.close(CLOSE.flooded);
    const request = isBinary ? undefined : findRequest(data);
    if (!request) return this.send({ type: 'refused', detail: 'This is not a message of the contracts.' });
    if (request.type === 'ping') return this.send({ type: 'pong' });
    this.subscribe(request);
  }

  private subscribe(request: Subscribe): void {
    const forbidden = request.topics.find((topic) => !hasRole(this.claims.role, TOPICS[topic].role));
    if (forbidden)
      return this.send({ type: 'refused', detail: `Your role does not allow the topic ${forbidden}.` });
    const { recent } = this.feed;
    this.waiting = recent ? undefined : request;
    if (!recent) return;
    const replay = recent.replay(request.cursor);
    const topics = [...new Set(request.topics)];
    this.topics = new Set(topics);
    this.upTo = replay.upTo;
    this.send({ type: 'subscribed', topics, cursor: replay.cursor });
    if (!replay.complete) this.send({ type: 'reset', cursor: replay.cursor });
    for (const event of replay.events) if (this.isFor(event)) this.sendText(event.text);
  }

  private isFor({ topic, concerned }: LiveEvent): boolean {
    return this.topics.has(topic) && mayHear(this.claims, concerned);
  }

  private send(message: LiveMessage): void {
    this.sendText(JSON.stringify(message));
  }

  private sendText(text: string): void {
    if (this.closing) return;
    if (this.ws.bufferedAmount > MAX_BUFFERED_BYTES) return this.close(CLOSE.tooSlow);
    this.ws.send(text);
  }
}

function findRequest(data: RawData): LiveRequest | undefined {
  try {
    return liveRequest.parse(JSON.parse((data as Buffer).toString('utf8')));
  } catch {
    return undefined;
  }
}
