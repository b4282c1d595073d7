import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fork } from 'node:child_process';
import type { ScratchStack } from '@hearth/native';
import { signInAt, trustAuthority } from '@hearth/testing';
import { WebSocket, WebSocketServer } from 'ws';
import { readProcesses, sumTree } from './cpu-time.ts';
import { InspectedProcess } from './live-bytes.ts';
import type { ReportRow } from './report.ts';

const MESSAGES = 20_000;
const PAIRS = 10;
const UPKEEP_SEC = 10;
/** As many as fit in one session. */
const MEMBERS = 16;
/** The first make the heap grow to what it then keeps; what the next ones add is counted. */
const SESSIONS_BEFORE = 12;
const SESSIONS_COUNTED = 26;
const SEALED = 'x'.repeat(400);

type Pair = readonly [from: WebSocket, to: WebSocket];

function opened(ws: WebSocket): Promise<WebSocket> {
  return new Promise((resolve, reject) => ws.once('open', () => resolve(ws)).once('error', reject));
}

function answered(ws: WebSocket, type: string): Promise<Record<string, string>> {
  return new Promise((resolve) => {
    const look = (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Record<string, string>;
      if (message['type'] !== type) return;
      ws.off('message', look);
      resolve(message);
    };
    ws.on('message', look);
  });
}

/** What a process takes for itself while nobody says anything, in CPU seconds per second. */
async function upkeepOf(pid: number): Promise<number> {
  const before = sumTree(pid, readProcesses());
  await new Promise((resolve) => setTimeout(resolve, UPKEEP_SEC * 1000));
  return (sumTree(pid, readProcesses()) - before) / UPKEEP_SEC;
}

/** CPU seconds of the relay for all messages, sent as fast as its budget allows; without its upkeep in that time. */
async function relay(
  pid: number,
  pairs: readonly Pair[],
  text: (n: number) => string,
  perSecond: number,
): Promise<number> {
  const each = MESSAGES / pairs.length;
  const upkeep = await upkeepOf(pid);
  const begun = performance.now();
  const before = sumTree(pid, readProcesses());
  await Promise.all(
    pairs.map(async ([from, to], n) => {
      let got = 0;
      const all = new Promise<void>((resolve) => to.on('message', () => (got += 1) === each && resolve()));
      for (let sent = 0; sent < each; sent += 1) {
        from.send(text(n));
        if (sent % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 50_000 / perSecond));
      }
      await all;
      to.removeAllListeners('message');
    }),
  );
  const took = sumTree(pid, readProcesses()) - before;
  return took - (upkeep * (performance.now() - begun)) / 1000;
}

/** Signalling at the gateway itself, against a `ws` server that hands each message on and does nothing else. */
export async function measureSignalling(stack: ScratchStack): Promise<ReportRow[]> {
  const pid = stack.pidOf('gateway') as number;
  const url = `ws://127.0.0.1:${stack.portOf('gateway')}/ws/drop`;
  trustAuthority(stack.caCertificateFile);
  const client = await signInAt(stack.localUrl, {
    username: stack.adminUsername,
    password: stack.adminPassword,
  });
  // An address is believed from nginx alone.
  const edge = { 'x-hearth-edge': stack.secrets.edgeSecret };
  const join = async (sessionId: string, address: string) => {
    const ws = await opened(new WebSocket(url, { headers: { ...edge, 'x-forwarded-for': address } }));
    const joined = answered(ws, 'joined');
    ws.send(JSON.stringify({ type: 'join', sessionId, name: 'bench' }));
    return { ws, peerId: (await joined)['peerId'] as string };
  };
  const newSession = async () =>
    ((await (await client.fetch('/api/drop/sessions', { method: 'POST' })).json()) as { sessionId: string })
      .sessionId;
  const pairs: Pair[] = [];
  const texts: string[] = [];
  for (let n = 0; n < PAIRS; n += 1) {
    const session = await newSession();
    const [from, to] = [await join(session, `10.1.0.${n}`), await join(session, `10.2.0.${n}`)];
    pairs.push([from.ws, to.ws]);
    texts.push(JSON.stringify({ type: 'candidate', to: to.peerId, sealed: SEALED }));
  }
  const ours = await relay(pid, pairs, (n) => texts[n] as string, 90);
  const bare = await measureBareRelay(texts[0] as string);
  const idle: WebSocket[] = [];
  const fill = async (sessions: number) => {
    for (let n = 0; n < sessions; n += 1) {
      const session = await newSession();
      // What one network may have is less than all of these.
      for (let member = 0; member < MEMBERS; member += 1)
        idle.push((await join(session, `10.3.${Math.floor(idle.length / 100)}.1`)).ws);
    }
  };
  const perSocket = await bytesOfEach(pid, fill);
  for (const ws of [...pairs.flat(), ...idle]) ws.terminate();
  const perSec = (cpuSec: number) => MESSAGES / cpuSec;
  return [
    {
      what: 'signals / bare ws relay',
      unit: '1/CPU s',
      limit: perSec(bare.cpuSec),
      ours: perSec(ours),
      ratio: bare.cpuSec / ours,
      goal: { atLeast: 0.7 },
    },
    {
      ...{ what: `an idle member (of ${idle.length}) / bare ws`, unit: 'KB', limit: bare.idleBytes / 1000 },
      ...{ ours: perSocket / 1000, ratio: perSocket / bare.idleBytes },
    },
  ];
}

/** What one more socket adds to the memory of a process. */
async function bytesOfEach(pid: number, fill: (sessions: number) => Promise<void>): Promise<number> {
  const inspected = await InspectedProcess.open(pid);
  try {
    await fill(SESSIONS_BEFORE);
    const before = await inspected.liveBytes();
    await fill(SESSIONS_COUNTED);
    return ((await inspected.liveBytes()) - before) / (SESSIONS_COUNTED * MEMBERS);
  } finally {
    await inspected.close();
  }
}

/** The same messages between the same number of sockets, and as many idle ones, in a process of its own. */
async function measureBareRelay(text: string): Promise<{ cpuSec: number; idleBytes: number }> {
  const child = fork(new URL(import.meta.url).pathname, ['bare'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // As the hub starts its services.
    execArgv: ['--max-semi-space-size=4'],
  });
  const port = await new Promise<number>((resolve) => child.once('message', (said) => resolve(Number(said))));
  const pairs: Pair[] = [];
  for (let n = 0; n < PAIRS; n += 1) {
    const at = `ws://127.0.0.1:${port}/${n}`;
    pairs.push([await opened(new WebSocket(at)), await opened(new WebSocket(at))]);
  }
  const pid = child.pid as number;
  const cpuSec = await relay(pid, pairs, () => text, 90);
  const idle: WebSocket[] = [];
  const idleBytes = await bytesOfEach(pid, async (sessions) => {
    for (let n = 0; n < sessions * MEMBERS; n += 1)
      idle.push(await opened(new WebSocket(`ws://127.0.0.1:${port}/idle-${n}`)));
  });
  for (const ws of [...pairs.flat(), ...idle]) ws.terminate();
  child.kill();
  return { cpuSec, idleBytes };
}

if (process.argv[2] === 'bare') {
  const rooms = new Map<string, WebSocket[]>();
  const server = createServer();
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (ws, { url = '' }) => {
    const room = rooms.get(url) ?? [];
    rooms.set(url, [...room, ws]);
    ws.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as object;
      for (const other of rooms.get(url) ?? []) if (other !== ws) other.send(JSON.stringify(message));
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}
