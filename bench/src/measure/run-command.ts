import { spawn } from 'node:child_process';
import { readReapedSec } from './cpu-time.ts';

export interface CommandOutcome {
  stdout: string;
  /** Of the command and the children that it waited for. */
  cpuSec: number;
  wallSec: number;
}

/** Runs a command to its end and says what CPU time it took. Only one may run at a time, or their times would mix. */
export async function runCommand(
  file: string,
  args: readonly string[],
  { env = {} }: { env?: Record<string, string> } = {},
): Promise<CommandOutcome> {
  const cpuBefore = readReapedSec();
  const startedAt = performance.now();
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${file} ended with ${code}: ${stderr.trim() || stdout.trim()}`);
  return { stdout, cpuSec: readReapedSec() - cpuBefore, wallSec: (performance.now() - startedAt) / 1000 };
}
