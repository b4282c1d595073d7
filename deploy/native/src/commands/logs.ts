import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageProblem } from '../arguments.ts';
import { loadSettings } from '../settings.ts';
import { SERVICE_NAMES } from '../service-names.ts';

const KNOWN_LOGS = new Set(['supervisor', 'postgres', 'redis', 'nats', ...SERVICE_NAMES, 'nginx']);

export async function logs(part: string | undefined, { follow }: { follow: boolean }): Promise<number> {
  const folder = join(loadSettings().dataFolder, 'logs');
  if (part !== undefined && !KNOWN_LOGS.has(part)) {
    throw new UsageProblem(`There is no part "${part}". Parts: ${[...KNOWN_LOGS].join(', ')}.`);
  }
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.log')) : [];
  const wanted = names.filter((name) => part === undefined || name === `${part}.log`);
  if (wanted.length === 0) {
    process.stdout.write(
      part === undefined ? `There are no logs in ${folder} yet.\n` : `${part} has said nothing yet.\n`,
    );
    return 0;
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
