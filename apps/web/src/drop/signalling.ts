import {
  dropMessage,
  dropSocket,
  joinDrop,
  sendDropSignal,
  dropEvents,
  type DropJoined,
  type DropMessage,
} from '@hearth/contracts';

export type SignalType = 'offer' | 'answer' | 'candidate' | 'signal';

export interface SignallingListener {
  onMessage(message: DropMessage): void;
  /** The connection is gone; it is made anew by itself. */
  onAway(): void;
  /** It will not be made anew. */
  onOver(code: string): void;
}

interface Joining {
  readonly sessionId: string;
  readonly name: string;
  readonly password?: string | undefined;
}

const PING_EVERY_MS = 20_000;
/** Whoever does not answer for so long is not there: after another network or a closed lid, a connection may be dead without a word. */
const ANSWERED_WITHIN_MS = 10_000;
const LONGEST_WAIT_MS = 8_000;
/** After so many vain tries the WebSocket counts as impossible here, and events are used (iOS with a private certificate). */
const VAIN_TRIES = 2;
const FINAL = new Set([
  'drop.session-not-found',
  'drop.session-expired',
  'drop.password-wrong',
  'drop.session-full',
  'request.invalid',
]);

/** This device's word in a drop session, for as long as the page is open. */
export class Signalling {
  private socket: WebSocket | undefined;
  private member: DropJoined | undefined;
  private isClosed = false;
  private tries = 0;
  private hasOpened = false;
  private events: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly pinging: ReturnType<typeof setInterval>;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly joining: Joining,
    private readonly listener: SignallingListener,
  ) {
    this.pinging = setInterval(this.ping, PING_EVERY_MS);
    addEventListener('online', this.ping);
    this.connect();
  }

  get memberToken(): string {
    return this.member?.memberToken ?? '';
  }

  say(type: SignalType, to: string, sealed: string): void {
    const message = { type, to, sealed };
    if (this.events && this.member) {
      void fetch(sendDropSignal.path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.memberToken}` },
        body: JSON.stringify(message),
      }).catch(() => undefined);
    } else this.write(message);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    clearInterval(this.pinging);
    clearTimeout(this.silence);
    removeEventListener('online', this.ping);
    this.socket?.close();
    this.events?.abort();
  }

  private write(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private readonly ping = (): void => {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN) return;
    this.write({ type: 'ping' });
    this.silence ??= setTimeout(() => {
      this.silence = undefined;
      // It may take minutes to close by itself.
      socket.close();
      if (this.socket !== socket) return;
      this.socket = undefined;
      this.lost();
    }, ANSWERED_WITHIN_MS);
  };

  private connect(): void {
    if (this.isClosed) return;
    if (!this.hasOpened && this.tries >= VAIN_TRIES) return void this.useEvents();
    const url = new URL(dropSocket.path, location.href);
    url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
    const socket = new WebSocket(url);
    this.socket = socket;
    clearTimeout(this.silence);
    this.silence = undefined;
    socket.onopen = () => {
      this.hasOpened = true;
      socket.send(JSON.stringify({ type: 'join', ...this.joining }));
    };
    socket.onmessage = ({ data }) => {
      clearTimeout(this.silence);
      this.silence = undefined;
      this.take(data as string);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
  }

  private take(text: string): void {
    // What was on its way when it was closed.
    if (this.isClosed) return;
    const parsed = dropMessage.safeParse(JSON.parse(text));
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'joined') {
      this.member = message;
      this.tries = 0;
    }
    const isFinal =
      message.type === 'ended' || (message.type === 'refused' && !this.member && FINAL.has(message.code));
    if (isFinal) {
      this.close();
      return this.listener.onOver(message.type === 'refused' ? message.code : 'drop.session-expired');
    }
    this.listener.onMessage(message);
  }

  private lost(): void {
    this.member = undefined;
    if (this.isClosed) return;
    this.listener.onAway();
    this.tries += 1;
    this.timer = setTimeout(() => this.connect(), Math.min(250 * 2 ** this.tries, LONGEST_WAIT_MS));
  }

  /** The same by server-sent events and POST. */
  private async useEvents(): Promise<void> {
    const stop = new AbortController();
    this.events = stop;
    try {
      const answer = await fetch(joinDrop.path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(this.joining),
        signal: stop.signal,
      });
      const body = await answer.text();
      if (!answer.ok) {
        const { code } = JSON.parse(body) as { code: string };
        return this.take(JSON.stringify({ type: 'refused', code }));
      }
      this.take(body);
      await this.readEvents(stop.signal);
    } catch {
      // Made anew below.
    }
    this.events = undefined;
    this.lost();
  }

  private async readEvents(signal: AbortSignal): Promise<void> {
    const headers = { authorization: `Bearer ${this.memberToken}` };
    const { body } = await fetch(dropEvents.path, { headers, signal });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const piece = await reader?.read();
      if (!piece || piece.done) return;
      text += piece.value;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data !== undefined) this.take(data);
      }
    }
  }
}
