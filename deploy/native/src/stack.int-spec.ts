import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './fixtures/eventually.ts';
import { findFreePort } from './processes/free-port.ts';
import { SERVICE_NAMES } from './service-names.ts';
import { startStack, type Stack, type StackOptions } from './stack.ts';
import { StartupProblem } from './startup-problem.ts';
import { readState } from './supervisor/state-file.ts';

const STAND_IN = join(import.meta.dirname, 'fixtures/stand-in-service.mjs');
const BROKEN = join(import.meta.dirname, 'fixtures/broken-service.mjs');
const PARTS = ['postgres', 'redis', 'nats', ...SERVICE_NAMES, 'nginx'];

let folder: string;
let stack: Stack | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-stack-'));
  mkdirSync(join(folder, 'web'));
});

afterEach(async () => {
  await stack?.stop();
  stack = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function startStandIn(overrides: Partial<StackOptions> = {}): Promise<Stack> {
  return startStack({
    dataFolder: join(folder, 'data'),
    libraryFolder: join(folder, 'library'),
    webFolder: join(folder, 'web'),
    port: await findFreePort(),
    bind: '127.0.0.1',
    durable: false,
    entries: Object.fromEntries(SERVICE_NAMES.map((name) => [name, STAND_IN])),
    ...overrides,
  });
}

/** Every living process that has our scratch folder in its command line, its environment or as its own folder. */
function listOurProcesses(): string[] {
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) return false;
    try {
      const traces = ['cmdline', 'environ']
        .map((name) => readFileSync(`/proc/${entry}/${name}`, 'utf8'))
        .join('');
      return traces.includes(folder) || readlinkSync(`/proc/${entry}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

const noneIsLeft = () =>
  eventually(listOurProcesses, (left) => left.length === 0, { what: 'no process of ours is left' });

function fetchStatus(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { rejectUnauthorized: false, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    outgoing.once('error', reject).end();
  });
}

describe('the stack', () => {
  it('starts everything, answers through the edge, and stops without leaving a process', async () => {
    stack = await startStandIn();
    expect(await fetchStatus(`${stack.url}/api/health`)).toBe(200);
    const pids = PARTS.map((name) => stack?.pidOf(name));
    expect(pids.every((pid) => typeof pid === 'number')).toBe(true);
    expect(readState(join(folder, 'data'))?.parts.map(({ state }) => state)).toEqual(
      PARTS.map(() => 'healthy'),
    );
    expect(listOurProcesses().length).toBeGreaterThan(PARTS.length - 1);

    const began = Date.now();
    await stack.stop();
    stack = undefined;
    const tookMs = Date.now() - began;
    // How soon is up to the machine; so late is only what hangs.
    process.stderr.write(`stopped after ${tookMs} ms\n`);
    expect(tookMs).toBeLessThan(120_000);
    await noneIsLeft();
  }, 300_000);

  it('keeps secrets to their owner', async () => {
    stack = await startStandIn({ adminPassword: 'given by the owner' });
    const secrets = join(folder, 'data/secrets');
    expect(statSync(secrets).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(secrets)) expect(statSync(join(secrets, name)).mode & 0o777).toBe(0o600);
    expect(stack.secrets.newAdminPassword).toBeUndefined();
    expect(readFileSync(join(secrets, 'admin-password'), 'utf8')).toBe('given by the owner');
  }, 300_000);

  it.each(['media', 'nginx', 'postgres', 'redis', 'nats'])(
    'starts %s again after kill -9, on the same port',
    async (name) => {
      stack = await startStandIn();
      const before = stack.pidOf(name);
      stack.kill(name);
      await stack.waitForRestart(name, before);
      expect(await fetchStatus(`${stack.url}/api/health`)).toBe(200);
    },
    300_000,
  );

  it.each(['media', 'postgres', 'redis', 'nats'])(
    'starts %s again when it hangs, and says so in one line',
    async (name) => {
      const notes: string[] = [];
      const liveness = { everyMs: 100, answerWithinMs: 1_000, missesInARow: 3 };
      stack = await startStandIn({ liveness, note: (line) => notes.push(line) });
      const before = stack.pidOf(name);
      stack.kill(name, 'SIGSTOP');
      await stack.waitForRestart(name, before);
      expect(await fetchStatus(`${stack.url}/api/health`)).toBe(200);
      // On a busy machine another part may be late too, and this one once more.
      expect(notes.filter((note) => note.startsWith(name)).slice(0, 2)).toEqual([
        `${name} hung (it gave no answer in time); starting it again`,
        `${name} is healthy again`,
      ]);
    },
    300_000,
  );

  it('lets nginx read a new certificate without a break', async () => {
    stack = await startStandIn();
    const before = stack.pidOf('nginx');
    stack.kill('nginx', 'SIGHUP');
    for (let attempt = 0; attempt < 20; attempt += 1)
      expect(await fetchStatus(`${stack.url}/api/health`)).toBe(200);
    expect(stack.pidOf('nginx')).toBe(before);
  }, 300_000);

  it('names the part that does not start and its cause, and leaves nothing running', async () => {
    const entries = { media: STAND_IN, indexer: BROKEN, analytics: STAND_IN, gateway: STAND_IN };
    const failure = await startStandIn({ entries }).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(StartupProblem);
    expect((failure as Error).message).toMatch(
      /^indexer ended at once \(exit 78\); it said: Error: HEARTH_LINK_SECRET is too short/,
    );
    await noneIsLeft();
    stack = await startStandIn();
  }, 300_000);

  it('is one per data folder', async () => {
    stack = await startStandIn();
    await expect(startStandIn()).rejects.toThrow(/already running/);
    expect(await fetchStatus(`${stack.url}/api/health`)).toBe(200);
  }, 300_000);

  it('does not start on a taken port, in an unusable folder, or half', async () => {
    const port = await findFreePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await expect(startStandIn({ port })).rejects.toThrow(`Port ${port} is taken`);
    await expect(startStandIn({ httpPort: port })).rejects.toThrow(
      new RegExp(`^Port ${port} is taken by another program: .*HEARTH_HTTP_PORT \\(0: do without it\\)\\.$`),
    );
    other.close();
    writeFileSync(join(folder, 'a-file'), '');
    await expect(startStandIn({ libraryFolder: join(folder, 'a-file/library') })).rejects.toThrow(
      /^HEARTH_LIBRARY: the folder .* cannot be used/,
    );
    await expect(startStandIn({ dataFolder: join(folder, 'a-file') })).rejects.toThrow(
      /^HEARTH_DATA: the folder .* cannot be used/,
    );
    expect(listOurProcesses()).toEqual([]);
  }, 300_000);

  it('dies as a whole when the supervisor is killed, and the next start heals what that left', async () => {
    const script = join(import.meta.dirname, 'fixtures/run-stand-in-stack.ts');
    const supervisor = spawn(process.execPath, [script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] },
    });
    await once(supervisor.stdout, 'data');
    const masterPid = readState(join(folder, 'data'))?.parts.find(({ name }) => name === 'nginx')?.pid;
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
    await noneIsLeft();
    expect(masterPid).toEqual(expect.any(Number));
    stack = await startStandIn();
    expect(await fetchStatus(`${stack.url}/api/health`)).toBe(200);
  }, 300_000);
});
