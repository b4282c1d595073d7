import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartState } from './supervised-part.ts';

export interface StackState {
  url: string;
  libraryFolder: string;
  adminUsername: string;
  startedAt: string;
  parts: { name: string; state: PartState; pid?: number; port: number; restarts: number }[];
}

function statePath(dataFolder: string): string {
  return join(dataFolder, 'run', 'state.json');
}

/** What `status` and a second `up` read. It only informs: a full disk must not take the supervisor down with it. */
export function writeState(dataFolder: string, state: StackState): void {
  const path = statePath(dataFolder);
  try {
    writeFileSync(`${path}.unfinished`, JSON.stringify(state, undefined, 2));
    renameSync(`${path}.unfinished`, path);
  } catch {
    // The next change tries again.
  }
}

export function readState(dataFolder: string): StackState | undefined {
  try {
    return JSON.parse(readFileSync(statePath(dataFolder), 'utf8')) as StackState;
  } catch {
    return undefined;
  }
}
