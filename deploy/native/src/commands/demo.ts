import { join } from 'node:path';
import { ensureContractsBuilt, runInWorkspace } from '../build.ts';
import { workspaceRoot } from '../settings.ts';
import { ensureSystemPackages } from '../system-packages.ts';

/** The program is one of its own: what it draws with, nobody else should have to load. */
export async function demo({ clear, force }: { clear: boolean; force: boolean }): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  if (!clear) await ensureSystemPackages(['demo'], say);
  await ensureContractsBuilt(say);
  const script = join(workspaceRoot, 'apps/demo/src/main.ts');
  const args = [...(clear ? ['--clear'] : []), ...(force ? ['--force'] : [])];
  return runInWorkspace([process.execPath, script, ...args], { NODE_OPTIONS: '' });
}
