import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageProblem } from '../arguments.ts';
import { ensureBuilt, runInWorkspace } from '../build.ts';
import { workspaceRoot } from '../settings.ts';
import { ensureSystemPackages } from '../system-packages.ts';

const BENCH_FOLDER = join(workspaceRoot, 'bench/src');

export async function bench(name: string | undefined, args: string[]): Promise<number> {
  const script = join(BENCH_FOLDER, `${name}.ts`);
  if (name === undefined || !/^[a-z-]+$/.test(name) || !existsSync(script)) {
    const names = existsSync(BENCH_FOLDER)
      ? readdirSync(BENCH_FOLDER).filter((file) => /^[a-z-]+\.ts$/.test(file))
      : [];
    throw new UsageProblem(`Benchmarks: ${names.map((file) => file.slice(0, -3)).join(', ') || 'none yet'}.`);
  }
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  await ensureSystemPackages(['run', 'turn', 'bench'], say);
  await ensureBuilt(say);
  return runInWorkspace([process.execPath, script, ...args], { NODE_OPTIONS: '' });
}
