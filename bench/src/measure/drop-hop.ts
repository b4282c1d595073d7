import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort, type ScratchStack } from '@hearth/native';
import { signInAt } from '@hearth/testing';
import { WebSocket } from 'ws';
import { percentile } from './percentile.ts';
import type { ReportRow } from './report.ts';

const SIGNALS = 500;

interface Member {
  readonly ws: WebSocket;
  readonly peerId: string;
}

/** One more gateway of the same hub, as it is started when there are several: with the same settings, at another port. */
async function startCopy(pid: number): Promise<{ child: ChildProcess; port: number }> {
  const port = await findFreePort();
  const linesOf = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8').split('\0').filter(Boolean);
  const [file = '', ...args] = linesOf('cmdline');
  const env = Object.fromEntries(linesOf('environ').map((line) => line.split(/=(.*)/s, 2)));
  const child = spawn(file, args, {
    cwd: readlinkSync(`/proc/${pid}/cwd`),
    env: { ...env, HEARTH_LISTEN_PORT: String(port) },
    stdio: 'ignore',
  });
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/api/drop/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return { child, port };
    if (child.exitCode !== null) throw new Error('the second gateway did not start');
    await pause(200);
  }
}

/** Milliseconds from saying something at one gateway to hearing it at the same one, and at another. */
export async function measureHop(stack: ScratchStack): Promise<ReportRow[]> {
  const client = await signInAt(stack.localUrl, {
    username: stack.adminUsername,
    password: stack.adminPassword,
  });
  const made = await client.fetch('/api/drop/sessions', { method: 'POST' });
  const { sessionId } = (await made.json()) as { sessionId: string };
  const headers = { 'x-hearth-edge': stack.secrets.edgeSecret, 'x-forwarded-for': '10.4.0.1' };
  const join = async (port: number): Promise<Member> => {
    const ws = new WebSocket(`ws://127.0.0.1:${port}/ws/drop`, { headers });
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
    const joined = new Promise<string>((resolve) =>
      ws.once('message', (data: Buffer) =>
        resolve((JSON.parse(data.toString()) as { peerId: string }).peerId),
      ),
    );
    ws.send(JSON.stringify({ type: 'join', sessionId, name: 'bench' }));
    return { ws, peerId: await joined };
  };
  const here = stack.portOf('gateway') as number;
  const { child, port } = await startCopy(stack.pidOf('gateway') as number);
  try {
    const [from, near, far] = [await join(here), await join(here), await join(port)];
    const timeTo = async ({ ws, peerId }: Member): Promise<number[]> => {
      const times: number[] = [];
      const text = JSON.stringify({ type: 'signal', to: peerId, sealed: 'x'.repeat(400) });
      for (let n = 0; n < SIGNALS; n += 1) {
        const begun = performance.now();
        const heard = new Promise<void>((resolve) => {
          const look = (data: Buffer) => {
            if (!data.includes('"signal"')) return;
            ws.off('message', look);
            resolve();
          };
          ws.on('message', look);
        });
        from.ws.send(text);
        await heard;
        times.push(performance.now() - begun);
        // Within what a member may say.
        await pause(10);
      }
      return times;
    };
    const [same, other] = [await timeTo(near), await timeTo(far)];
    for (const { ws } of [from, near, far]) ws.terminate();
    const row = (share: number): ReportRow => ({
      what: `said at one gateway, heard at another, p${share * 100}`,
      unit: 'ms',
      limit: percentile(same, share),
      ours: percentile(other, share),
    });
    return [row(0.5), row(0.95)];
  } finally {
    child.kill();
  }
}
