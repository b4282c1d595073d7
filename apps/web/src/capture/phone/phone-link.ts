import {
  call,
  captureMessage,
  estimateClock,
  offerCaptureStream,
  packEnvelopes,
  toClientTime,
  type CaptureMessage,
  type CaptureRequest,
  type CaptureTransport,
  type ClockEstimate,
  type ClockSample,
} from '@hearth/contracts';
import { FrameRing } from './frame-ring.ts';

export interface LinkState {
  readonly state: 'connecting' | 'open' | 'lost' | 'ended' | 'refused';
  readonly transport: CaptureTransport;
  readonly reason?: string;
}

interface LinkHandlers {
  onState(state: LinkState): void;
  onClock(clock: ClockEstimate): void;
  /** Times are of this phone's clock. */
  onRecord(startsAtMs: number): void;
  onStop(): void;
  onKeyFrameWanted(): void;
}

const RING_BYTES = 96 * 1024 ** 2;
const PUMP_EVERY_MS = 40;
const MOST_BUFFERED_BYTES = 1.5 * 1024 ** 2;
/** Larger ones do not go through every data channel. */
const MOST_CHANNEL_BYTES = 200 * 1024;
const RETRY_MS = 1_000;
const FIRST_PINGS = 10;
const PING_GAP_MS = 120;
const PINGS_EVERY_MS = 4_000;
const CHANNEL_WITHIN_MS = 4_000;
/** After so many sockets that never opened, frames go by HTTP while sockets are tried on. */
const FAILURES_BEFORE_HTTP = 3;
const MOST_IN_ONE_POST_BYTES = 700 * 1024;
const OLDEST_SAMPLES = 600;
/** Whoever is welcome hears something every four seconds; after this the hub, or the way to it, is gone. */
const SILENT_MS = 9_000;

const now = () => performance.timeOrigin + performance.now();

/**
 * A phone's way to the hub: a socket for all that is said, and frames over a data channel, the socket or HTTP, whichever
 * works. What is not acknowledged is sent again after a gap.
 */
export class PhoneLink {
  readonly ring = new FrameRing(RING_BYTES);
  private readonly samples: ClockSample[] = [];
  private socket: WebSocket | undefined;
  private channel: RTCDataChannel | undefined;
  private connection: RTCPeerConnection | undefined;
  private transport: CaptureTransport = 'websocket';
  private isWelcome = false;
  private heardAtMs = 0;
  private sentUpTo = 0;
  private failures = 0;
  private isPosting = false;
  private postsFromMs = 0;
  private isOver = false;
  private clock: ClockEstimate | undefined;
  private readonly timers: ReturnType<typeof setInterval>[] = [];

  constructor(
    private readonly streamToken: string,
    private readonly handlers: LinkHandlers,
  ) {}

  open(): void {
    this.timers.push(setInterval(() => this.pump(), PUMP_EVERY_MS));
    this.timers.push(setInterval(() => void this.ping(3), PINGS_EVERY_MS));
    this.timers.push(setInterval(() => this.checkSilence(), 1_000));
    this.connect();
  }

  send(message: CaptureRequest): void {
    if (this.isWelcome) this.socket?.send(JSON.stringify(message));
  }

  /** For good; tells the hub so. */
  leave(): void {
    this.send({ type: 'leave' });
    this.end({ state: 'ended', transport: this.transport });
  }

  private connect(): void {
    if (this.isOver) return;
    const socket = new WebSocket(`wss://${location.host}/ws/capture`);
    this.socket = socket;
    this.heardAtMs = now();
    let opened = false;
    socket.onopen = () => {
      opened = true;
      socket.send(JSON.stringify({ type: 'hello', token: this.streamToken }));
    };
    socket.onmessage = ({ data }) => {
      this.heardAtMs = now();
      this.read(String(data));
    };
    socket.onclose = () => {
      // One that was given up may say so late.
      if (this.socket !== socket) return;
      this.socket = undefined;
      this.isWelcome = false;
      if (this.isOver) return;
      this.failures = opened ? 0 : this.failures + 1;
      this.choose(this.failures >= FAILURES_BEFORE_HTTP ? 'http' : 'websocket');
      this.handlers.onState({ state: 'lost', transport: this.transport });
      setTimeout(() => this.connect(), RETRY_MS);
    };
  }

  /** A connection whose other end is dead may stay open for minutes. */
  private checkSilence(): void {
    const { socket } = this;
    if (!socket || now() - this.heardAtMs < SILENT_MS) return;
    socket.close();
    socket.onclose?.(new CloseEvent('close'));
  }

  private read(text: string): void {
    const parsed = captureMessage.safeParse(JSON.parse(text));
    if (parsed.success) this.onMessage(parsed.data);
  }

  private onMessage(message: CaptureMessage): void {
    switch (message.type) {
      case 'welcome':
        this.isWelcome = true;
        this.ring.goOnAfter(message.lastSeq ?? 0);
        this.ring.ack(message.lastSeq ?? 0);
        this.sentUpTo = message.lastSeq ?? 0;
        this.choose('websocket');
        this.handlers.onState({ state: 'open', transport: this.transport });
        if (this.samples.length > 0) this.send({ type: 'samples', samples: this.samples.slice(-64) });
        void this.ping(FIRST_PINGS);
        void this.tryChannel();
        break;
      case 'ack':
        this.ring.ack(message.lastSeq);
        break;
      case 'clock':
        this.onPong(message);
        break;
      case 'record':
        this.handlers.onRecord(this.clock ? toClientTime(message.startsAtMs, this.clock) : now());
        break;
      case 'stop':
        this.handlers.onStop();
        break;
      case 'key-frame':
        this.handlers.onKeyFrameWanted();
        break;
      case 'refused':
        if (message.code !== 'request.invalid')
          this.end({ state: 'refused', transport: this.transport, reason: message.code });
        break;
      case 'ended':
        this.end({ state: 'ended', transport: this.transport });
        break;
      default:
    }
  }

  private onPong(pong: Extract<CaptureMessage, { type: 'clock' }>): void {
    const { clientSentAt, serverReceivedAt, serverSentAt } = pong;
    const sample = { clientSentAt, serverReceivedAt, serverSentAt, clientReceivedAt: now() };
    this.samples.push(sample);
    if (this.samples.length > OLDEST_SAMPLES) this.samples.shift();
    this.send({ type: 'samples', samples: [sample] });
    this.clock = estimateClock(this.samples);
    if (this.clock) this.handlers.onClock(this.clock);
  }

  private async ping(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      this.send({ type: 'clock', clientSentAt: now() });
      await new Promise((resolve) => setTimeout(resolve, PING_GAP_MS));
    }
  }

  /** On another way all that is not acknowledged goes once more; the hub lets by what it has. */
  private choose(transport: CaptureTransport): void {
    if (transport === this.transport) return;
    this.transport = transport;
    this.sentUpTo = 0;
    if (this.isWelcome) this.handlers.onState({ state: 'open', transport });
  }

  private async tryChannel(): Promise<void> {
    this.closeChannel();
    if (!('RTCPeerConnection' in window)) return;
    const connection = new RTCPeerConnection();
    const channel = connection.createDataChannel('frames', { ordered: true });
    channel.binaryType = 'arraybuffer';
    [this.connection, this.channel] = [connection, channel];
    channel.onopen = () => this.choose('webrtc');
    channel.onclose = () => {
      if (this.channel !== channel) return;
      this.channel = undefined;
      if (this.transport === 'webrtc') this.choose('websocket');
    };
    channel.onmessage = ({ data }) => this.read(String(data));
    const late = setTimeout(
      () => channel.readyState !== 'open' && this.closeChannel(),
      CHANNEL_WITHIN_MS + 3_000,
    );
    try {
      await connection.setLocalDescription();
      await gathered(connection);
      const sdp = connection.localDescription?.sdp ?? '';
      const answer = await call(offerCaptureStream, { body: { sdp, type: 'offer' } }, (url, init) =>
        this.fetch(url, init),
      );
      await connection.setRemoteDescription(answer);
    } catch {
      clearTimeout(late);
      this.closeChannel();
    }
  }

  private closeChannel(): void {
    this.connection?.close();
    [this.connection, this.channel] = [undefined, undefined];
    if (this.transport === 'webrtc') this.choose('websocket');
  }

  private fetch(url: string, init: RequestInit): Promise<Response> {
    return fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${this.streamToken}` } });
  }

  private pump(): void {
    if (this.transport === 'http') return void this.post();
    if (!this.isWelcome) return;
    for (;;) {
      const way = this.transport === 'webrtc' ? this.channel : this.socket;
      const next = this.ring.findAfter(this.sentUpTo);
      if (!way || !next || way.bufferedAmount > MOST_BUFFERED_BYTES) return;
      if (this.transport === 'webrtc' && next.envelope.length > MOST_CHANNEL_BYTES)
        return this.closeChannel();
      try {
        way.send(next.envelope as Uint8Array<ArrayBuffer>);
      } catch {
        return this.closeChannel();
      }
      this.sentUpTo = next.seq;
    }
  }

  private async post(): Promise<void> {
    if (this.isPosting || now() < this.postsFromMs) return;
    const envelopes: Uint8Array[] = [];
    let bytes = 0;
    let next = this.ring.findAfter(0);
    while (next && bytes < MOST_IN_ONE_POST_BYTES) {
      envelopes.push(next.envelope);
      bytes += next.envelope.length;
      next = this.ring.findAfter(next.seq);
    }
    if (envelopes.length === 0) return;
    this.isPosting = true;
    // A hub that is away, or has enough to do to come back, is not sent the same again and again.
    this.postsFromMs = now() + RETRY_MS;
    try {
      const response = await this.fetch('/api/capture/frames', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: packEnvelopes(envelopes) as Uint8Array<ArrayBuffer>,
      });
      if (!response.ok) return;
      this.ring.ack(((await response.json()) as { lastSeq: number | null }).lastSeq ?? 0);
      this.postsFromMs = 0;
    } catch {
      // The next try comes by itself.
    } finally {
      this.isPosting = false;
    }
  }

  private end(state: LinkState): void {
    if (this.isOver) return;
    this.isOver = true;
    this.timers.forEach(clearInterval);
    this.closeChannel();
    this.socket?.close();
    this.handlers.onState(state);
  }
}

/** All candidates are in the offer, since there is no second message; one that takes long is not waited for. */
function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const check = () => connection.iceGatheringState === 'complete' && resolve();
    connection.onicegatheringstatechange = check;
    setTimeout(resolve, 1_500);
    check();
  });
}
