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

const now = () => performance.timeOrigin + performance.now();
const PAYLOAD = Uint8Array.from({ length: FRAME_BYTES }, (_, at) =>
  at === 3 ? 1 : at < 3 ? 0 : (at * 31) % 251,
);

export interface StreamsMeasured {
  readonly p95Ms: number;
  /** Of the gateway. */
  readonly cores: number;
  /** Of what was to be sent in the time, how much reached its director within 250 ms. */
  readonly inTime: number;
}

/** Each session comes from an address of its own, as one address may hold 256 connections at most. */
function openSocket(url: string, hello: CaptureRequest, localAddress: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws/capture`, { localAddress });
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
      phones.push(await openSocket(client.url, { type: 'hello', token: streamToken }, address));
    }
    const { token: watch } = await client.call(watchCaptureSession, { params: { id: sessionId } });
    const director = await openSocket(client.url, { type: 'hello', token: watch }, address);
    director.on('message', (data: RawData) => {
      const envelope = data instanceof ArrayBuffer ? findEnvelope(new Uint8Array(data)) : undefined;
      if (envelope) delaysMs.push(now() - envelope.capturedAtMs);
    });
    sockets.push(director);
  }
  const gateway = stack.pidOf('gateway') as number;
  const cpuBefore = sumTree(gateway, readProcesses());
  const startedAt = performance.now();
  let sent = 0;
  for (let frame = 0; frame < STREAM_SEC * FRAMES_PER_SEC; frame += 1) {
    const dueMs = (frame * 1000) / FRAMES_PER_SEC;
    await delay(Math.max(0, startedAt + dueMs - performance.now()));
    for (const phone of phones) {
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
  const cores = (sumTree(gateway, readProcesses()) - cpuBefore) / ((performance.now() - startedAt) / 1000);
  for (const socket of [...phones, ...sockets]) socket.close();
  for (const sessionId of sessions)
    await client.call(endCaptureSession, { params: { id: sessionId } as never });
  const inTime = delaysMs.filter((late) => late <= LONGEST_DELAY_MS).length / sent;
  return { p95Ms: percentile(delaysMs, 0.95), cores, inTime };
}
