import { confirmPairing, generatePairing, me, refresh } from '@hearth/contracts';
import { startScratchStack } from '@hearth/native';
import { signInAt, trustAuthority, type HouseClient } from '@hearth/testing';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, get } from 'node:https';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { percentile } from './measure/percentile.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

const WARM_UP = 20;
const PAIRINGS = 300;
const CHECKS = 2000;

/** Runs it a few times for nothing and then so often, one after another; the milliseconds that each took. */
async function timeEach(count: number, run: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < WARM_UP; i += 1) await run();
  const elapsedMs: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    await run();
    elapsedMs.push(performance.now() - start);
  }
  return elapsedMs;
}

/** `sketchMs` is what the first sketch of this system asked for; the goal is the share of it that may be used. */
function rowsOf(what: string, elapsedMs: readonly number[], sketchMs: number, share: number): ReportRow[] {
  return ([0.5, 0.95] as const).map((at) => {
    const ours = percentile(elapsedMs, at);
    return {
      what: `${what}, p${at * 100}`,
      unit: 'ms',
      limit: sketchMs,
      ours,
      ratio: ours / sketchMs,
      goal: { atMost: share },
      rounds: elapsedMs.length,
    };
  });
}

/** Over a connection that stays: `fetch` opens one for each request after nginx has closed its first, at the 1,000th. */
async function askOver(agent: Agent, url: URL, token: string): Promise<void> {
  const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${url.pathname} answered ${answer.statusCode}`);
  await finished(answer.resume());
}

async function measure(client: HouseClient): Promise<ReportRow[]> {
  const invitations: string[] = [];
  const generating = await timeEach(PAIRINGS + WARM_UP, async () => {
    invitations.push((await client.call(generatePairing, { body: { role: 'viewer' } })).token);
  });

  const refreshTokens: string[] = [];
  const confirming = await timeEach(PAIRINGS, async () => {
    const body = { token: invitations.pop() as string, deviceName: 'A phone' };
    refreshTokens.push((await client.call(confirmPairing, { body })).refreshToken);
  });

  const freshTokens: string[] = [];
  const refreshing = await timeEach(PAIRINGS - WARM_UP, async () => {
    const body = { refreshToken: refreshTokens.pop() as string };
    freshTokens.push((await client.call(refresh, { body })).token);
  });

  const agent = new Agent({ keepAlive: true });
  const askWhoIAm = (token: string) => askOver(agent, new URL(me.path, client.url), token);
  // A token is checked for the first time only once; its signature costs more than all that follows.
  const checkingFirst = await timeEach(freshTokens.length - WARM_UP, () =>
    askWhoIAm(freshTokens.pop() as string),
  );
  const checking = await timeEach(CHECKS, () => askWhoIAm(client.token));
  agent.destroy();

  return [
    ...rowsOf('pairing: generate, QR code included', generating, 50, 1),
    ...rowsOf('pairing: confirm', confirming, 100, 1),
    ...rowsOf('refresh', refreshing, 100, 1),
    ...rowsOf('token check, first sight', checkingFirst, 10, 1),
    ...rowsOf('token check', checking, 10, 0.1),
  ];
}

await withScratchFolder(async (folder) => {
  const libraryFolder = join(folder, 'library');
  mkdirSync(libraryFolder);
  process.stderr.write('starting a scratch Hearth …\n');
  const stack = await startScratchStack({ libraryFolder, logLevel: 'warn' });
  try {
    trustAuthority(stack.caCertificateFile);
    const { adminUsername: username, adminPassword: password } = stack;
    process.stderr.write('measuring …\n');
    const rows = await measure(await signInAt(stack.localUrl, { username, password }));
    console.log(
      `\nIdentity, one request after another, as a client sees it through nginx and TLS\n${describeMachine({ nginx: ['-v'] })}\n\n${formatTable(rows, 'first sketch')}`,
    );
  } finally {
    await stack.stop();
  }
});
