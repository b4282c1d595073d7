import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageProblem } from '../arguments.ts';
import { loadSettings } from '../settings.ts';

export async function logs(part: string | undefined, { follow }: { follow: boolean }): Promise<number> {
  const folder = join(loadSettings().dataFolder, 'logs');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.log')) : [];
  const wanted = part === undefined ? names : names.filter((name) => name === `${part}.log`);
  if (wanted.length === 0) {
    if (part === undefined) {
      process.stdout.write(`There are no logs in ${folder} yet.\n`);
      return 0;
    }
    throw new UsageProblem(
      `There is no log of "${part}". Logs: ${names.map((name) => name.slice(0, -4)).join(', ') || 'none yet'}.`,
    );
  }
  const args = [
    '-n',
    part === undefined ? '20' : '200',
    ...(follow ? ['-F'] : []),
    ...wanted.map((name) => join(folder, name)),
  ];
  const tail = spawn('tail', args, { stdio: 'inherit' });
  return new Promise((resolve) =>
    tail.once('close', (code, signal) => resolve(signal === 'SIGINT' ? 0 : (code ?? 0))),
  );
}
