import {
  CAPTURE_KINDS,
  createCaptureSession,
  encodeEnvelope,
  endCaptureSession,
  findEnvelope,
  registerCaptureDevice,
  watchCaptureSession,
  type CaptureRequest,
} from '@hearth/contracts';
import type { ScratchStack } from '@hearth/native';
import type { HouseClient } from '@hearth/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket, type RawData } from 'ws';
import { readProcesses, sumTree } from './cpu-time.ts';
import { percentile } from './percentile.ts';

/** 720p at 15 pictures a second and 4 Mbit/s. */
const FRAMES_PER_SEC = 15;
const FRAME_BYTES = 4e6 / 8 / FRAMES_PER_SEC;
const STREAM_SEC = 8;
const LONGEST_DELAY_MS = 250;
/** Phones of several sessions do not open their shutters at the same moment. */
const PHASES = 8;

const now = () => performance.timeOrigin + performance.now();
const PAYLOAD = Uint8Array.from({ length: FRAME_BYTES }, (_, at) =>
  at === 3 ? 1 : at < 3 ? 0 : (at * 31) % 251,
);

export interface StreamsMeasured {
  readonly p95Ms: number;
  /** What each part used of the machine. Senders and directors are one process, which is this one. */
  readonly cores: { readonly gateway: number; readonly nginx: number; readonly senders: number };
  /** Of what was to be sent in the time, how much reached its director within 250 ms. */
  readonly inTime: number;
}

/** Through nginx and TLS as phones come, or straight to the gateway, which shows its own share of the way. */
export type Entrance = 'nginx' | 'gateway';

/** Each session comes from an address of its own, as one address may hold 256 connections at most. */
function openSocket(
  stack: ScratchStack,
  entrance: Entrance,
  hello: CaptureRequest,
  localAddress: string,
): Promise<WebSocket> {
  const url =
    entrance === 'nginx'
      ? stack.localUrl.replace(/^http/, 'ws')
      : `ws://127.0.0.1:${stack.portOf('gateway')}`;
  // An address is believed from nginx alone.
  const headers =
    entrance === 'nginx'
      ? {}
      : { 'x-hearth-edge': stack.secrets.edgeSecret, 'x-forwarded-for': localAddress };
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}/ws/capture`, { localAddress, headers });
    socket.binaryType = 'arraybuffer';
    socket.once('open', () => socket.send(JSON.stringify(hello)));
    socket.once('error', reject);
    socket.once('message', () => resolve(socket));
  });
}

/** Senders in sessions of four, each watched by a director, for a while; how late frames come, and what the gateway used. */
export async function measureStreams(
  stack: ScratchStack,
  client: HouseClient,
  streams: number,
  entrance: Entrance = 'nginx',
): Promise<StreamsMeasured> {
  const delaysMs: number[] = [];
  const sockets: WebSocket[] = [];
  const phones: WebSocket[] = [];
  const sessions: string[] = [];
  for (let index = 0; index < streams / 4; index += 1) {
    const body = { mode: '3d' as const, expectedDevices: 4, consent: true as const };
    const { sessionId, pairingToken: token } = await client.call(createCaptureSession, { body });
    sessions.push(sessionId);
    const address = `127.0.1.${index + 1}`;
    for (let phone = 0; phone < 4; phone += 1) {
      const { streamToken } = await client.call(registerCaptureDevice, {
        body: { token, deviceId: `p${phone}` },
      });
      phones.push(await openSocket(stack, entrance, { type: 'hello', token: streamToken }, address));
    }
    const { token: watch } = await client.call(watchCaptureSession, { params: { id: sessionId } });
    const director = await openSocket(stack, entrance, { type: 'hello', token: watch }, address);
    director.on('message', (data: RawData) => {
      const envelope = data instanceof ArrayBuffer ? findEnvelope(new Uint8Array(data)) : undefined;
      if (envelope) delaysMs.push(now() - envelope.capturedAtMs);
    });
    sockets.push(director);
  }
  const cpu = () => {
    const processes = readProcesses();
    const ofPart = (part: string) => sumTree(stack.pidOf(part) as number, processes);
    const { user, system } = process.cpuUsage();
    return { gateway: ofPart('gateway'), nginx: ofPart('nginx'), senders: (user + system) / 1e6 };
  };
  const before = cpu();
  const startedAt = performance.now();
  let sent = 0;
  for (let turn = 0; turn < STREAM_SEC * FRAMES_PER_SEC * PHASES; turn += 1) {
    const dueMs = (turn * 1000) / (FRAMES_PER_SEC * PHASES);
    const frame = Math.floor(turn / PHASES);
    await delay(Math.max(0, startedAt + dueMs - performance.now()));
    for (const [index, phone] of phones.entries()) {
      if (index % PHASES !== turn % PHASES) continue;
      const kind = frame % 30 === 0 ? CAPTURE_KINDS.h264Key : CAPTURE_KINDS.h264Delta;
      phone.send(
        encodeEnvelope({
          kind,
          seq: frame + 1,
          capturedAtMs: now(),
          desc: {},
          payload: PAYLOAD,
        }),
      );
      sent += 1;
    }
  }
  await delay(1_000);
  const after = cpu();
  const coresOf = (part: keyof typeof before) =>
    (after[part] - before[part]) / ((performance.now() - startedAt) / 1000);
  const cores = {
    gateway: coresOf('gateway'),
    nginx: coresOf('nginx'),
    senders: coresOf('senders'),
  };
  for (const socket of [...phones, ...sockets]) socket.close();
  for (const sessionId of sessions)
    await client.call(endCaptureSession, { params: { id: sessionId } as never });
  const inTime = delaysMs.filter((late) => late <= LONGEST_DELAY_MS).length / sent;
  return { p95Ms: percentile(delaysMs, 0.95), cores, inTime };
}
