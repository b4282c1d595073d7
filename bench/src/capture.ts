import {
  CAPTURE_KINDS,
  captureNtpSync,
  createCaptureSession,
  encodeEnvelope,
  endCaptureSession,
  findEnvelope,
  registerCaptureDevice,
  validateCaptureToken,
  watchCaptureSession,
  type CaptureRequest,
} from '@hearth/contracts';
import { startScratchStack, type ScratchStack } from '@hearth/native';
import { signInAt, trustAuthority, type HouseClient } from '@hearth/testing';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readProcesses, sumTree } from './measure/cpu-time.ts';
import { percentile } from './measure/percentile.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

const ROUNDS = 15;
/** 720p at 15 pictures a second and 4 Mbit/s. */
const FRAMES_PER_SEC = 15;
const FRAME_BYTES = 4e6 / 8 / FRAMES_PER_SEC;
const STREAM_SEC = 10;
const STREAMS = [4, 16, 64] as const;
const LONGEST_DELAY_MS = 250;

const now = () => performance.timeOrigin + performance.now();
const PAYLOAD = Uint8Array.from({ length: FRAME_BYTES }, (_, at) =>
  at === 3 ? 1 : at < 3 ? 0 : (at * 31) % 251,
);

async function timeEach(count: number, run: () => Promise<unknown>): Promise<number[]> {
  const elapsedMs: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    await run();
    elapsedMs.push(performance.now() - start);
  }
  return elapsedMs;
}

function rowOf(what: string, elapsedMs: readonly number[], limit: number): ReportRow {
  const ours = percentile(elapsedMs, 0.95);
  return { what: `${what}, p95`, unit: 'ms', limit, ours, ratio: ours / limit, goal: { atMost: 1 } };
}

async function measureJoining(client: HouseClient): Promise<ReportRow[]> {
  const opened: { sessionId: string; pairingToken: string }[] = [];
  const generating = await timeEach(ROUNDS, async () => {
    const body = { mode: '3d' as const, expectedDevices: 4, consent: true as const };
    opened.push(await client.call(createCaptureSession, { body }));
  });
  const validating = await timeEach(ROUNDS * 4, () =>
    client.call(validateCaptureToken, { query: { token: opened[0]?.pairingToken ?? '' } }),
  );
  let joined = 0;
  const registering = await timeEach(ROUNDS * 4, () => {
    const token = opened[joined % ROUNDS]?.pairingToken ?? '';
    joined += 1;
    return client.call(registerCaptureDevice, { body: { token, deviceId: `phone-${joined}` } });
  });
  const syncing = await timeEach(ROUNDS, async () => {
    for (let round = 0; round < 5; round += 1)
      await client.call(captureNtpSync, { body: { clientSentAt: now() } });
  });
  for (const { sessionId } of opened)
    await client.call(endCaptureSession, { params: { id: sessionId } as never });
  return [
    rowOf('code for phones, QR included', generating, 50),
    rowOf('code looked at', validating, 10),
    rowOf('phone registered', registering, 100),
    rowOf('clock, 5 rounds by HTTP', syncing, 1000),
  ];
}

function openSocket(url: string, hello: CaptureRequest): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws/capture`);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send(JSON.stringify(hello));
    socket.onerror = () => reject(new Error('no socket'));
    socket.onmessage = () => resolve(socket);
  });
}

/** Senders in sessions of four, each watched by a director, for a while; how late frames come, and what the gateway used. */
async function measureStreams(stack: ScratchStack, client: HouseClient, streams: number) {
  const delaysMs: number[] = [];
  const sockets: WebSocket[] = [];
  const phones: WebSocket[] = [];
  const sessions: string[] = [];
  for (let index = 0; index < streams / 4; index += 1) {
    const body = { mode: '3d' as const, expectedDevices: 4, consent: true as const };
    const { sessionId, pairingToken: token } = await client.call(createCaptureSession, { body });
    sessions.push(sessionId);
    for (let phone = 0; phone < 4; phone += 1) {
      const { streamToken } = await client.call(registerCaptureDevice, {
        body: { token, deviceId: `p${phone}` },
      });
      phones.push(await openSocket(client.url, { type: 'hello', token: streamToken }));
    }
    const { token: watch } = await client.call(watchCaptureSession, { params: { id: sessionId } });
    const director = await openSocket(client.url, { type: 'hello', token: watch });
    director.onmessage = ({ data }) => {
      const envelope = data instanceof ArrayBuffer ? findEnvelope(new Uint8Array(data)) : undefined;
      if (envelope) delaysMs.push(now() - envelope.capturedAtMs);
    };
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
        }) as Uint8Array<ArrayBuffer>,
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

await withScratchFolder(async (folder) => {
  const libraryFolder = join(folder, 'library');
  mkdirSync(libraryFolder);
  process.stderr.write('starting a scratch Hearth …\n');
  const stack = await startScratchStack({ libraryFolder, logLevel: 'warn' });
  try {
    trustAuthority(stack.caCertificateFile);
    const client = await signInAt(stack.localUrl, {
      username: stack.adminUsername,
      password: stack.adminPassword,
    });
    const rows = await measureJoining(client);
    for (const streams of STREAMS) {
      process.stderr.write(`measuring ${streams} streams …\n`);
      const { p95Ms, cores, inTime } = await measureStreams(stack, client, streams);
      rows.push(
        {
          what: `phone to director, ${streams} streams, p95`,
          unit: 'ms',
          limit: 250,
          ours: p95Ms,
          ratio: p95Ms / 250,
          goal: { atMost: 1 },
        },
        {
          what: `gateway for ${streams} streams`,
          unit: 'cores',
          ours: cores,
          ...(streams === 4 && { limit: 0.2, ratio: cores / 0.2, goal: { atMost: 1 } }),
        },
        { what: `shown within 250 ms, ${streams} streams`, unit: 'share', ours: inTime },
      );
    }
    console.log(
      `\nCapture, as phones and a director see it through nginx and TLS; senders run on the same machine\n${describeMachine({ nginx: ['-v'] })}\n\n${formatTable(rows, 'limit')}`,
    );
  } finally {
    await stack.stop();
  }
});
