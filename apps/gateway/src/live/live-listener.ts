import { hasRole, type FromClient, type LiveTopic, type liveSocket } from '@hearth/contracts';
import { CLOSE } from '../sockets/close-codes.js';
import type { OpenSocket, SocketListener } from '../sockets/open-socket.js';
import type { EventFeed } from './event-feed.js';
import type { HeardEvent, LiveEvent } from './recent-events.js';
import { mayHear, roleOf } from './topics.js';

type Live = typeof liveSocket;
type Subscribe = Extract<FromClient<Live>, { type: 'subscribe' }>;

/** One browser that listens to what changes. */
export class LiveListener implements SocketListener<Live> {
  private topics: ReadonlySet<LiveTopic> = new Set();
  /** Events up to this one were sent, or were known before. */
  private upTo = 0;
  /** What it asked for before the end of the stream was read. */
  private waiting: Subscribe | undefined;

  constructor(
    private readonly socket: OpenSocket<Live>,
    private readonly feed: EventFeed,
    private readonly left: (listener: LiveListener) => void,
  ) {}

  onMessage(message: FromClient<Live>): void {
    if (message.type === 'ping') this.socket.send({ type: 'pong' });
    else this.subscribe(message);
  }

  onInvalid(): void {
    this.socket.send({ type: 'refused', detail: 'This is not a message of the contracts.' });
  }

  onClose(): void {
    this.left(this);
  }

  onStored(event: LiveEvent): void {
    if (event.sequence <= this.upTo || !this.isFor(event)) return;
    this.upTo = event.sequence;
    this.socket.sendText(event.text);
  }

  onUnstored(event: HeardEvent): void {
    if (this.isFor(event)) this.socket.sendText(event.text);
  }

  /** The stream's end was read for the first time, or the stream is another one. */
  onRestart(): void {
    const { recent } = this.feed;
    if (!recent) return;
    if (this.waiting) this.subscribe(this.waiting);
    else if (this.topics.size > 0) {
      this.upTo = recent.tail;
      this.socket.send({ type: 'reset', cursor: recent.cursor() });
    }
  }

  private subscribe(request: Subscribe): void {
    const { claims } = this.socket;
    if (!claims) return this.socket.close(CLOSE.signInAgain);
    const forbidden = request.topics.find((topic) => !hasRole(claims.role, roleOf(topic)));
    if (forbidden)
      return this.socket.send({
        type: 'refused',
        detail: `Your role does not allow the topic ${forbidden}.`,
      });
    const { recent } = this.feed;
    this.waiting = recent ? undefined : request;
    if (!recent) return;
    const replay = recent.replay(request.cursor);
    const topics = [...new Set(request.topics)];
    this.topics = new Set(topics);
    this.upTo = replay.upTo;
    this.socket.send({ type: 'subscribed', topics, cursor: replay.cursor });
    if (!replay.complete) this.socket.send({ type: 'reset', cursor: replay.cursor });
    for (const event of replay.events) if (this.isFor(event)) this.socket.sendText(event.text);
  }

  private isFor({ topic, concerned }: HeardEvent): boolean {
    const { claims } = this.socket;
    return claims !== undefined && this.topics.has(topic) && mayHear(claims, concerned);
  }
}
