import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from '../build.ts';
import { ensureFolders } from '../data-folders.ts';
import { checkEdgePorts, findHttpPort } from '../edge-port.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { StartupProblem } from '../startup-problem.ts';
import { findRunningSupervisor } from '../supervisor/instance-lock.ts';
import { readState } from '../supervisor/state-file.ts';
import type { Purpose } from '../system-tools.ts';
import { ensureSystemPackages } from '../system-packages.ts';
import { superviseUntilStopped, type SupervisorReport } from './supervise.ts';
import { describeStart } from '../start-summary.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export async function up({ detach }: { detach: boolean }): Promise<number> {
  const settings = loadSettings();
  const running = findRunningSupervisor(settings.dataFolder);
  if (running !== undefined) {
    const state = readState(settings.dataFolder);
    say(
      `Hearth is already running at ${state?.url ?? 'an unknown address'} (process ${running.pid}, data in ${settings.dataFolder}).`,
    );
    return 0;
  }
  // What can be wrong is looked at before anything long begins.
  ensureFolders(settings.dataFolder, settings.libraryFolder);
  const httpPort = await findHttpPort(settings);
  await checkEdgePorts(settings.bind, settings.port, httpPort);
  if (httpPort !== settings.httpPort) {
    say(
      `Port ${settings.httpPort} is taken: no page about trusting the certificate (HEARTH_HTTP_PORT chooses another port).`,
    );
  }
  await ensureSystemPackages(purposesOf(settings), say);
  await ensureBuilt(say);
  say('Starting Hearth…');
  return detach ? startDetached(settings) : superviseUntilStopped(settings, { report, note: say });
}

function purposesOf({ turnPort, tvPort }: Settings): Purpose[] {
  return [
    'run',
    ...(turnPort === undefined ? [] : (['turn'] as const)),
    ...(tvPort === undefined ? [] : (['tv'] as const)),
  ];
}

function report(message: SupervisorReport): void {
  if (message.kind === 'ready') void describeStart(message).then((text) => say(text));
}

/** Starts a supervisor of its own session and returns once it says that everything is healthy, or why not. */
async function startDetached(settings: Settings): Promise<number> {
  const logs = join(settings.dataFolder, 'logs');
  mkdirSync(logs, { recursive: true });
  const log = openSync(join(logs, 'supervisor.log'), 'a', 0o600);
  // The supervisor is made of what was just loaded here.
  flushCompileCache();
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1] as string, 'supervise'], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    cwd: process.cwd(),
  });
  const stopChild = () => void child.kill('SIGTERM');
  process.once('SIGINT', stopChild);
  process.once('SIGTERM', stopChild);
  const message = await new Promise<SupervisorReport>((resolve) => {
    child.once('message', (received) => resolve(received as SupervisorReport));
    child.once('error', (error) => resolve({ kind: 'failed', reason: error.message }));
    child.once('exit', (code, signal) =>
      resolve({
        kind: 'failed',
        reason: `The supervisor ended (${signal ?? `exit ${code}`}); see ${logs}/supervisor.log`,
      }),
    );
  });
  if (message.kind === 'failed') throw new StartupProblem(message.reason);
  child.disconnect();
  child.unref();
  say(await describeStart(message));
  return 0;
}
