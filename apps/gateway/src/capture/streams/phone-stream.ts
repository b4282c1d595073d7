import {
  estimateClock,
  findEnvelope,
  isPlausible,
  isSound,
  toHubTime,
  type CaptureEnvelope,
  type CaptureTransport,
  type ClockEstimate,
  type ClockSample,
} from '@hearth/contracts';

export type Receipt =
  | { readonly outcome: 'taken'; readonly envelope: CaptureEnvelope; readonly hubMs: number }
  /** Sent again after a gap, and here already. */
  | { readonly outcome: 'known' }
  | { readonly outcome: 'invalid' };

/** Twenty minutes of three pings every four seconds. */
const MOST_SAMPLES = 2_000;
const RATE_WINDOW_MS = 3_000;
const RECENT_FRAMES = 60;

/** What is known of one phone's stream. Pure but for the clock that it is given. */
export class PhoneStream {
  /** Pictures; sound is not counted. */
  received = 0;
  dropped = 0;
  refused = 0;
  lastSeq: number | null = null;
  lastHeardMs: number;
  width: number | null = null;
  height: number | null = null;
  transport: CaptureTransport | null = null;
  readonly samples: ClockSample[] = [];
  /** When the newest pictures were taken, by the hub's clock. */
  recent: number[] = [];
  private clock: ClockEstimate | undefined;
  /** Hub minus phone as the quickest envelope had it: never less than the true offset. For phones that send no pings. */
  private quickestMs = Infinity;

  constructor(nowMs: number) {
    this.lastHeardMs = nowMs;
  }

  get estimate(): ClockEstimate | undefined {
    return this.clock;
  }

  receive(bytes: Uint8Array, transport: CaptureTransport, nowMs: number): Receipt {
    this.lastHeardMs = nowMs;
    const envelope = findEnvelope(bytes);
    if (!envelope) {
      this.refused += 1;
      return { outcome: 'invalid' };
    }
    const { seq, desc } = envelope;
    if (this.lastSeq !== null && seq <= this.lastSeq) return { outcome: 'known' };
    if (this.lastSeq !== null) this.dropped += seq - this.lastSeq - 1;
    this.lastSeq = seq;
    this.transport = transport;
    if (desc.width !== undefined) this.width = desc.width;
    if (desc.height !== undefined) this.height = desc.height;
    this.quickestMs = Math.min(this.quickestMs, nowMs - envelope.capturedAtMs);
    const hubMs = this.toHubTime(envelope.capturedAtMs);
    if (!isSound(envelope.kind)) {
      this.received += 1;
      this.recent = [...this.recent.slice(1 - RECENT_FRAMES), hubMs];
    }
    return { outcome: 'taken', envelope, hubMs };
  }

  addSamples(samples: readonly ClockSample[]): readonly ClockSample[] {
    const plausible = samples.filter(isPlausible);
    this.samples.push(...plausible);
    if (this.samples.length > MOST_SAMPLES) this.samples.splice(0, this.samples.length - MOST_SAMPLES);
    this.clock = estimateClock(this.samples);
    return plausible;
  }

  toHubTime(clientMs: number): number {
    return this.clock ? toHubTime(clientMs, this.clock) : clientMs + this.quickestMs;
  }

  /** Pictures a second, over the last seconds that it filmed: what comes late still counts. */
  fps(nowMs: number): number {
    const newest = this.recent.at(-1);
    if (newest === undefined || nowMs - this.lastHeardMs > RATE_WINDOW_MS) return 0;
    const count = this.recent.filter((time) => time > newest - RATE_WINDOW_MS).length;
    return Math.round((count * 10_000) / RATE_WINDOW_MS) / 10;
  }
}

/** How far apart the newest pictures of the phones are that still send; null when fewer than two do. */
export function skewOf(streams: readonly PhoneStream[], nowMs: number): number | null {
  const tracks = streams.map(({ recent }) => recent).filter((track) => (track.at(-1) ?? 0) > nowMs - 5_000);
  const [first, ...others] = tracks;
  if (!first || others.length === 0) return null;
  const newest = first.at(-1) as number;
  const gaps = others.map((track) => Math.min(...track.map((time) => Math.abs(time - newest))));
  return Math.max(...gaps);
}
