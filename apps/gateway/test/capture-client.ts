import { execFileSync } from 'node:child_process';
import {
  CAPTURE_KINDS,
  encodeEnvelope,
  type CaptureMessage,
  type CaptureRequest,
  type Take,
} from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { WebSocket } from 'ws';
import type { Gateway } from './gateway-rig.js';

export interface Answer<T = never> {
  readonly status: number;
  readonly body: T & { code?: string };
}

/** Calls a gateway as somebody who is signed in, or as a phone with its token. */
export async function call<T = Record<string, unknown>>(
  { host }: Gateway,
  method: string,
  path: string,
  { token, body, type }: { token?: string | undefined; body?: unknown; type?: string } = {},
): Promise<Answer<T>> {
  const isRaw = body instanceof Uint8Array;
  const response = await fetch(`http://${host}${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': type ?? (isRaw ? 'image/jpeg' : 'application/json') }),
    },
    body: body === undefined ? null : isRaw ? Buffer.from(body) : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer<T>['body'] };
}

export const until = <T>(what: string, look: () => Promise<T> | T) => eventually(look, undefined, { what });

export const hubNow = () => performance.timeOrigin + performance.now();

/** A phone at `/ws/capture`, whose clock is wrong by a while. */
export class Phone {
  readonly received: CaptureMessage[] = [];
  private seq = 0;
  private ws: WebSocket | undefined;

  constructor(
    readonly deviceId: string,
    readonly streamToken: string,
    /** Hub minus phone. */
    readonly offsetMs = 0,
  ) {}

  /** Says hello and waits for the welcome; sends seven pings' worth of samples. */
  async connect({ host }: Gateway): Promise<Extract<CaptureMessage, { type: 'welcome' }>> {
    const ws = new WebSocket(`ws://${host}/ws/capture`);
    this.ws = ws;
    const before = this.received.length;
    ws.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) this.received.push(JSON.parse(data.toString()) as CaptureMessage);
    });
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
    this.send({ type: 'hello', token: this.streamToken });
    const welcome = await until('welcome', () =>
      this.received.slice(before).find((message) => message.type === 'welcome'),
    );
    return welcome as Extract<CaptureMessage, { type: 'welcome' }>;
  }

  send(message: CaptureRequest): void {
    this.ws?.send(JSON.stringify(message));
  }

  sendSamples(): void {
    const samples = Array.from({ length: 7 }, (_, index) => {
      const at = hubNow() - index * 20;
      return {
        clientSentAt: at - this.offsetMs - 1,
        serverReceivedAt: at,
        serverSentAt: at,
        clientReceivedAt: at - this.offsetMs + 1,
      };
    });
    this.send({ type: 'samples', samples });
  }

  /** An envelope with the next number, of a picture taken at a moment of the hub's clock. */
  envelope(unit: Uint8Array, isKey: boolean, hubMs: number): Uint8Array {
    this.seq += 1;
    return encodeEnvelope({
      kind: isKey ? CAPTURE_KINDS.h264Key : CAPTURE_KINDS.h264Delta,
      seq: this.seq,
      capturedAtMs: hubMs - this.offsetMs,
      desc: isKey ? { codec: 'avc1.42c00d', width: 320, height: 240 } : {},
      payload: unit,
    });
  }

  sendBinary(bytes: Uint8Array): void {
    this.ws?.send(bytes);
  }

  async close(): Promise<void> {
    const { ws } = this;
    if (!ws || ws.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => ws.once('close', resolve));
    ws.terminate();
    await closed;
  }

  find<T extends CaptureMessage['type']>(type: T): Extract<CaptureMessage, { type: T }> | undefined {
    return this.received.findLast((message) => message.type === type) as never;
  }
}

export interface Unit {
  readonly bytes: Uint8Array;
  readonly isKey: boolean;
}

/** A short film as a phone's encoder gives it out: H.264 in Annex B, a key frame each second at 15 pictures a second. */
export function makeUnits(seconds: number): Unit[] {
  const film = execFileSync(
    'ffmpeg',
    [
      ...['-loglevel', 'error', '-f', 'lavfi', '-i', `testsrc=size=320x240:rate=15:duration=${seconds}`],
      ...[
        '-c:v',
        'libx264',
        '-pix_fmt',
        'yuv420p',
        '-profile:v',
        'baseline',
        '-g',
        '15',
        '-bf',
        '0',
        '-x264-params',
        'aud=1:scenecut=0',
      ],
      ...['-f', 'h264', 'pipe:1'],
    ],
    { maxBuffer: 64 * 1024 ** 2 },
  );
  const starts: number[] = [];
  // Each picture begins with an access unit delimiter (type 9).
  for (let at = film.indexOf('0000000109', 0, 'hex'); at >= 0; at = film.indexOf('0000000109', at + 4, 'hex'))
    starts.push(at);
  return starts.map((start, index) => {
    const bytes = Uint8Array.from(film.subarray(start, starts[index + 1]));
    return { bytes, isKey: Buffer.from(bytes).includes(Buffer.from([0, 0, 1, 0x65])) };
  });
}

export async function readyTake(gateway: Gateway, id: string, token: string): Promise<Take> {
  return until(`take ${id} is ready`, async () => {
    const { body } = await call<Take>(gateway, 'GET', `/api/capture/takes/${id}`, { token });
    return body.state === 'ready' || body.state === 'failed' ? body : undefined;
  });
}
