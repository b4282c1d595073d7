import { join } from 'node:path';
import { runCommand } from '../measure/run-command.ts';

/** CPU seconds of what a script of this folder measures in a Node process of its own. */
export async function runRunner(name: string, args: readonly string[]): Promise<number> {
  const { stdout } = await runCommand(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...args]);
  return (JSON.parse(stdout) as { cpuSec: number }).cpuSec;
}
