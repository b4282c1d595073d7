import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { identifyOwnProcess, isAlive, type ProcessIdentity } from '../processes/process-identity.ts';
import { StartupProblem } from '../startup-problem.ts';

/** Where the supervisor of a data folder leaves its pid and start time. */
export function lockPath(dataFolder: string): string {
  return join(dataFolder, 'run', 'supervisor.lock');
}

/** The living supervisor of this data folder, if any. A pid alone would not do: it may be somebody else's by now. */
export function findRunningSupervisor(dataFolder: string): ProcessIdentity | undefined {
  try {
    const identity = JSON.parse(readFileSync(lockPath(dataFolder), 'utf8')) as ProcessIdentity;
    return isAlive(identity) ? identity : undefined;
  } catch {
    return undefined;
  }
}

/** What flock(1) exits with when somebody else has the lock. */
const LOCKED = 1;

/**
 * Takes the data folder for this process; undefined when another supervisor has it. The kernel holds the lock for as long
 * as our handle on the file is open, so a dead one's is free at once and no two starts can both take it (flock(2)). The
 * file stays: whoever removed it could take it from under one who has just opened it.
 */
export function takeLock(dataFolder: string): { release(): void } | undefined {
  const file = openSync(lockPath(dataFolder), 'a', 0o600);
  const { status, error } = spawnSync('flock', ['--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file],
  });
  if (status !== 0) {
    closeSync(file);
    if (status === LOCKED) return undefined;
    throw new StartupProblem(
      `The data folder ${dataFolder} cannot be locked: ${error?.message ?? `flock ended with ${status}`}.`,
    );
  }
  ftruncateSync(file);
  writeSync(file, JSON.stringify(identifyOwnProcess()));
  return {
    release() {
      ftruncateSync(file);
      closeSync(file);
    },
  };
}
