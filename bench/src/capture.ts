import {
  captureNtpSync,
  createCaptureSession,
  endCaptureSession,
  registerCaptureDevice,
  validateCaptureToken,
} from '@hearth/contracts';
import { startScratchStack, type ScratchStack } from '@hearth/native';
import { signInAt, trustAuthority, type HouseClient } from '@hearth/testing';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { measureStreams } from './measure/capture-streams.ts';
import { measureFilmedTake, measurePoses, measureTriangulation } from './measure/filmed-take.ts';
import { percentile } from './measure/percentile.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

const ROUNDS = 15;
/** The last is all that a server is to take: 100 sessions of four. */
const STREAMS = [4, 16, 64, 128, 400] as const;
const CHROMIUM = '/usr/bin/chromium';
/** `joining`, `films` or `streams` alone; the first is part of each. */
const PART = process.argv[2];

const isWanted = (part: string) => PART === undefined || PART === part;
const now = () => performance.timeOrigin + performance.now();

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
  // The first of a gateway that has just started takes several times as long: of a few, the p95 would be that one.
  const generating = await timeEach(ROUNDS * 4, async () => {
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

async function streamRows(stack: ScratchStack, client: HouseClient, streams: number): Promise<ReportRow[]> {
  process.stderr.write(`measuring ${streams} streams …\n`);
  const { p95Ms, cores, inTime } = await measureStreams(stack, client, streams);
  // The server's own share of the way, where it has nothing else to do.
  const limit = streams === 4 ? 50 : 250;
  const alone = await measureStreams(stack, client, streams, 'gateway');
  return [
    {
      ...{ what: `phone to director, ${streams} streams, p95`, unit: 'ms', limit, ours: p95Ms },
      ...{ ratio: p95Ms / limit, goal: { atMost: 1 } },
    },
    {
      ...{ what: `gateway for ${streams} streams`, unit: 'cores', ours: cores.gateway },
      ...(streams === 4 && { limit: 0.2, ratio: cores.gateway / 0.2, goal: { atMost: 1 } }),
    },
    { what: `nginx for ${streams} streams`, unit: 'cores', ours: cores.nginx },
    { what: `senders and directors of ${streams} streams`, unit: 'cores', ours: cores.senders },
    { what: `without nginx and TLS, ${streams} streams, p95`, unit: 'ms', ours: alone.p95Ms },
    { what: `shown within 250 ms then, ${streams} streams`, unit: 'share', ours: alone.inTime },
    { what: `gateway then, ${streams} streams`, unit: 'cores', ours: alone.cores.gateway },
    { what: `senders and directors then, ${streams} streams`, unit: 'cores', ours: alone.cores.senders },
    { what: `shown within 250 ms, ${streams} streams`, unit: 'share', ours: inTime },
  ];
}

/** Phones that are pages of Chromium, and what comes of their films. */
async function filmRows(stack: ScratchStack, client: HouseClient): Promise<ReportRow[]> {
  process.stderr.write('filming with three phones …\n');
  const { rows, take } = await measureFilmedTake(stack, client, CHROMIUM);
  rows.push(await measureTriangulation(client, take));
  process.stderr.write('finding poses …\n');
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const context = await browser.newContext({
      ...{ baseURL: stack.localUrl, ignoreHTTPSErrors: true, serviceWorkers: 'block' },
    });
    const page = await context.newPage();
    await page.goto('/capture');
    await page.getByRole('textbox', { name: 'Name' }).fill(stack.adminUsername);
    await page.getByLabel('Password', { exact: true }).fill(stack.adminPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Capture', level: 1 }).waitFor();
    rows.push(await measurePoses(page, take));
  } finally {
    await browser.close();
  }
  return rows;
}

await withScratchFolder(async (folder) => {
  const libraryFolder = join(folder, 'library');
  mkdirSync(libraryFolder);
  process.stderr.write('starting a scratch Hearth …\n');
  const stack = await startScratchStack({ libraryFolder, logLevel: 'warn' });
  const rows: ReportRow[] = [];
  try {
    trustAuthority(stack.caCertificateFile);
    const client = await signInAt(stack.localUrl, {
      username: stack.adminUsername,
      password: stack.adminPassword,
    });
    rows.push(...(await measureJoining(client)));
    for (const streams of isWanted('streams') ? STREAMS : [])
      rows.push(...(await streamRows(stack, client, streams)));
    if (isWanted('films')) rows.push(...(await filmRows(stack, client)));
  } finally {
    // Also what was measured before something failed.
    console.log(
      `\nCapture, as phones and a director see it through nginx and TLS; senders run on the same machine\nload ${loadavg()[0]?.toFixed(1)}\n${describeMachine({ nginx: ['-v'] })}\n\n${formatTable(rows, 'limit')}`,
    );
    await stack.stop();
  }
});
