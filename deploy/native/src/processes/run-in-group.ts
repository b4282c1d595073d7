import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { releaseGroup, watchGroup } from './guardian.ts';
import { isGroupAlive, killGroup } from './process-identity.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const GRACE_MS = 10_000;
const POLL_MS = 50;

/**
 * Runs a program with our own terminal, in a process group of its own, and returns its exit code. A signal that is to
 * end us ends the whole group first, and then us; so does whatever else kills us. A second one is not so patient.
 */
export function runInGroup(
  file: string,
  args: string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<number> {
  const child = spawn(file, args, { cwd, env, stdio: 'inherit', detached: true });
  const group = child.pid;
  if (group === undefined) return new Promise((resolve) => child.once('error', () => resolve(127)));
  let isEnding = false;
  const endAll = (signal: NodeJS.Signals) => {
    if (isEnding) killGroup(group, 'SIGKILL');
    else void endGroup(group, signal).then(() => endUs(signal));
    isEnding = true;
  };
  const stopListening = () => {
    for (const signal of SIGNALS) process.off(signal, endAll);
  };
  const endUs = (signal: NodeJS.Signals) => {
    stopListening();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, endAll);
  watchGroup(group);
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      // Nobody waits any more for what was told to end.
      if (isEnding) return;
      stopListening();
      killGroup(group, 'SIGKILL');
      releaseGroup(group);
      resolve(code ?? 1);
    });
  });
}

async function endGroup(group: number, signal: NodeJS.Signals): Promise<void> {
  killGroup(group, signal);
  const deadline = Date.now() + GRACE_MS;
  while (isGroupAlive(group)) {
    if (Date.now() > deadline) killGroup(group, 'SIGKILL');
    await delay(POLL_MS);
  }
}
