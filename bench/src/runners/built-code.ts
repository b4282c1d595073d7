import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseProcessStat } from '../measure/cpu-time.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../..');

/**
 * A module of Hearth as it was built, such as `apps/indexer/dist/fingerprinting/hash-file.js`. By path, as nothing
 * imports an app: what is measured is the code that the hub runs, in a process of its own.
 */
export async function importBuilt<T>(modulePath: string): Promise<T> {
  const path = join(WORKSPACE, modulePath);
  if (!existsSync(path)) throw new Error(`${path} is missing. Build first: npx nx run-many -t build`);
  return (await import(pathToFileURL(path).href)) as T;
}

/** CPU seconds of this process, its threads and the children it has waited for. */
function readOwnCpuSec(): number {
  const { ownSec, reapedSec } = parseProcessStat(readFileSync('/proc/self/stat', 'utf8'));
  return ownSec + reapedSec;
}

/** Runs `work` and prints as JSON what it took, the start of Node and the loading of modules left out. */
export async function printCpuOf(work: () => Promise<unknown>): Promise<never> {
  const before = readOwnCpuSec();
  await work();
  process.stdout.write(JSON.stringify({ cpuSec: readOwnCpuSec() - before }));
  process.exit(0);
}
