import { liveMessage, type LiveMessage, type LiveRequest, type LiveTopic } from '@hearth/contracts';
import { backoffMs } from './backoff.ts';

export type LiveState = 'connecting' | 'open' | 'lost';
export type LiveEvent = Extract<LiveMessage, { type: 'event' }>;

interface LiveHandlers {
  readonly onState: (state: LiveState) => void;
  readonly onEvent: (event: LiveEvent) => void;
  /** From now on it is told; what is stored nowhere and was told before was missed. */
  readonly onSubscribed: () => void;
  /** Something was missed for good: all that is shown must be fetched anew. */
  readonly onReset: () => void;
  /** Called before each new attempt after one failed: the place to renew what the hub may have refused. */
  readonly onRetry: () => Promise<unknown>;
}

const PING_EVERY_MS = 25_000;
const SILENCE_MS = 60_000;

/**
 * One WebSocket to the hub that comes back by itself. It remembers the last cursor, so that a reconnection is told
 * what happened meanwhile.
 */
export class LiveConnection {
  private socket: WebSocket | undefined;
  private cursor: string | undefined;
  private attempt = 0;
  private lastHeardAt = 0;
  private timers: ReturnType<typeof setTimeout>[] = [];
  private isClosed = false;

  constructor(
    private readonly url: string,
    private readonly topics: LiveTopic[],
    private readonly handlers: LiveHandlers,
  ) {}

  connect(): void {
    if (this.isClosed) return;
    this.handlers.onState('connecting');
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => this.subscribe();
    socket.onmessage = ({ data }) => this.read(data);
    socket.onclose = () => this.retry(socket);
  }

  close(): void {
    this.isClosed = true;
    this.stopTimers();
    this.socket?.close();
  }

  /** When the network or the page comes back there is no reason to wait out the pause. */
  hurry(): void {
    if (this.isClosed || this.socket?.readyState === WebSocket.OPEN) return;
    if (this.socket?.readyState === WebSocket.CONNECTING) return;
    this.stopTimers();
    this.connect();
  }

  private subscribe(): void {
    this.lastHeardAt = Date.now();
    this.send({ type: 'subscribe', topics: this.topics, cursor: this.cursor });
    this.timers.push(setInterval(() => this.checkLiveness(), PING_EVERY_MS));
  }

  private checkLiveness(): void {
    if (Date.now() - this.lastHeardAt > SILENCE_MS) this.socket?.close();
    else this.send({ type: 'ping' });
  }

  private send(message: LiveRequest): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private read(data: unknown): void {
    this.lastHeardAt = Date.now();
    const message = parseMessage(data);
    if (!message) return;
    if ('cursor' in message && message.cursor !== null) this.cursor = message.cursor;
    if (message.type === 'event') this.handlers.onEvent(message);
    if (message.type === 'reset') this.handlers.onReset();
    if (message.type === 'subscribed') {
      this.attempt = 0;
      this.handlers.onSubscribed();
      this.handlers.onState('open');
    }
  }

  private retry(socket: WebSocket): void {
    if (this.isClosed || socket !== this.socket) return;
    this.stopTimers();
    this.handlers.onState('lost');
    const pause = backoffMs(this.attempt);
    this.attempt += 1;
    this.timers.push(
      setTimeout(() => {
        this.handlers.onRetry().then(
          () => this.connect(),
          () => this.retry(socket),
        );
      }, pause),
    );
  }

  private stopTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }
}

function parseMessage(data: unknown): LiveMessage | undefined {
  try {
    return liveMessage.parse(JSON.parse(String(data)));
  } catch {
    return undefined; // A newer hub may say things that this page does not know yet.
  }
}
