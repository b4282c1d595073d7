import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type ClientHttp2Session } from 'node:http2';
import { startScratchStack, type ScratchStack } from '@hearth/native';
import { signInAt, trustAuthority } from '@hearth/testing';
import { WebSocket } from 'ws';
import { readProcesses, sumTree } from './measure/cpu-time.ts';

const IN_ALL_BYTES = 64 * 1024 ** 2;
const ROUNDS = 2;
/** Parcel sizes and how many of them are under way at once. */
const CASES = [
  [1, 1],
  [1, 4],
  [4, 1],
  [8, 2],
  [16, 1],
] as const;

async function join(stack: ScratchStack, sessionId: string): Promise<string> {
  const ws = new WebSocket(`${stack.localUrl.replace('https', 'wss')}/ws/drop`, {
    ca: readFileSync(stack.caCertificateFile),
  });
  await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
  const joined = new Promise<string>((resolve) =>
    ws.on('message', (data: Buffer) => {
      const said = JSON.parse(data.toString()) as { type: string; memberToken?: string };
      if (said.type === 'joined') resolve(said.memberToken ?? '');
    }),
  );
  ws.send(JSON.stringify({ type: 'join', sessionId, name: 'bench' }));
  return joined;
}

function exchange(
  session: ClientHttp2Session,
  method: 'GET' | 'PUT',
  { id, token }: { id: string; token: string },
  body?: Buffer,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ':method': method,
      ':path': `/api/drop/relay/${id}`,
      authorization: `Bearer ${token}`,
    });
    stream.on('response', ({ ':status': status }) => {
      if (Number(status) >= 300) reject(new Error(`the hub answered ${status} to ${method}`));
    });
    stream.on('error', reject).on('end', resolve).resume();
    stream.end(body);
  });
}

/** Sends everything in parcels of one size, so many under way at once, from one connection to another. */
async function relay(
  [from, to]: readonly [ClientHttp2Session, ClientHttp2Session],
  [fromToken, toToken]: readonly [string, string],
  parcel: Buffer,
  atOnce: number,
): Promise<number> {
  let left = IN_ALL_BYTES;
  const begun = performance.now();
  const lane = async () => {
    while (left > 0) {
      left -= parcel.length;
      const id = randomUUID();
      await Promise.all([
        exchange(to, 'GET', { id, token: toToken }),
        exchange(from, 'PUT', { id, token: fromToken }, parcel),
      ]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return IN_ALL_BYTES / 1e6 / ((performance.now() - begun) / 1000);
}

const stack = await startScratchStack({ logLevel: 'warn' });
try {
  trustAuthority(stack.caCertificateFile);
  const client = await signInAt(stack.localUrl, {
    username: stack.adminUsername,
    password: stack.adminPassword,
  });
  const made = await client.fetch('/api/drop/sessions', { method: 'POST' });
  const { sessionId } = (await made.json()) as { sessionId: string };
  const tokens = [await join(stack, sessionId), await join(stack, sessionId)] as const;
  const connected = () =>
    new Promise<ClientHttp2Session>((resolve, reject) => {
      const session = connect(stack.localUrl, {
        ca: readFileSync(stack.caCertificateFile),
        // As browsers do: what comes in is not held up for want of room.
        settings: { initialWindowSize: 6 * 1024 ** 2 },
      });
      session.on('error', reject).once('connect', () => {
        session.setLocalWindowSize(15 * 1024 ** 2);
        resolve(session);
      });
    });
  const ends = [await connected(), await connected()] as const;
  for (const [mib, atOnce] of CASES) {
    const parcel = randomBytes(mib * 1024 ** 2);
    const before = sumTree(stack.pidOf('gateway') as number, readProcesses());
    const speeds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) speeds.push(await relay(ends, tokens, parcel, atOnce));
    const cpuSec = sumTree(stack.pidOf('gateway') as number, readProcesses()) - before;
    const perGb = cpuSec / ((ROUNDS * IN_ALL_BYTES) / 1e9);
    console.log(
      `${mib} MiB × ${atOnce}: ${speeds.map((s) => s.toFixed(1)).join(', ')} MB/s; gateway ${perGb.toFixed(1)} CPU s/GB`,
    );
  }
  for (const end of ends) end.destroy();
} finally {
  await stack.stop();
}
process.exit(0);
