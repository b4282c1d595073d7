import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyOwnProcess, isAlive, type ProcessIdentity } from '../processes/process-identity.ts';

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

/**
 * Takes the data folder for this process; undefined when another supervisor has it. The lock appears by link(2), whole
 * or not at all; a dead one's is first moved away, which only one of several can do.
 */
export function takeLock(dataFolder: string): { release(): void } | undefined {
  const path = lockPath(dataFolder);
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(identifyOwnProcess()));
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        linkSync(own, path);
        return { release: () => rmSync(path, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (findRunningSupervisor(dataFolder) !== undefined) return undefined;
      try {
        renameSync(path, `${own}.stale`);
        rmSync(`${own}.stale`, { force: true });
      } catch {
        // Another start was quicker; look again.
      }
    }
    return undefined;
  } finally {
    rmSync(own, { force: true });
  }
}
