import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { runCommand } from './processes/run-command.ts';
import { StartupProblem } from './startup-problem.ts';
import { findTool, listMissingTools, type Purpose, type SystemTool } from './system-tools.ts';

/** `[]` for root, `['sudo', '-n']` where that works without a password, undefined where packages cannot be installed. */
async function findRootPrefix(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  if (findTool('sudo') === undefined) return undefined;
  return (await runCommand({ file: 'sudo', args: ['-n', 'true'] })).exitCode === 0
    ? ['sudo', '-n']
    : undefined;
}

/** Installs what is missing with apt, or throws the exact command for someone who may. */
export async function ensureSystemPackages(
  purposes: readonly Purpose[],
  say: (line: string) => void,
): Promise<void> {
  const missing = await listMissingTools(purposes);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((tool) => tool.package))];
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (findTool('apt-get') === undefined) {
    throw new StartupProblem(
      `Hearth needs ${missing.map(({ tool }) => tool).join(', ')}, and this is not a Debian that could install them.`,
    );
  }
  const prefix = await findRootPrefix();
  if (prefix === undefined)
    throw new StartupProblem(`Some programs are missing. Install them and try again: sudo ${command}`);

  say('Installing what is missing, with apt-get:');
  for (const tool of missing) say(`  ${tool.package}: ${tool.why}`);
  await runApt(prefix, ['update'], say);
  const removePolicy = await forbidServiceStarts(prefix);
  try {
    await runApt(prefix, ['install', '--yes', '--no-install-recommends', ...packages], say);
  } finally {
    await removePolicy();
  }
  await disableUnits(prefix, missing, say);

  const stillMissing = await listMissingTools(purposes);
  if (stillMissing.length > 0) {
    throw new StartupProblem(
      `apt-get ran, but ${stillMissing.map(({ tool }) => tool).join(', ')} cannot be found.`,
    );
  }
}

async function runApt(prefix: string[], args: string[], say: (line: string) => void): Promise<void> {
  const [file = 'env', ...rest] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'LC_ALL=C',
    'apt-get',
    '-q',
    ...args,
  ];
  const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lastWords: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (/^(E|W): /.test(line)) lastWords.push(line);
      if (/^(Setting up|Fetched|Need to get) /.test(line)) say(`  ${line}`);
    });
  }
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
  if (exitCode !== 0) {
    throw new StartupProblem(`apt-get ${args[0]} failed: ${lastWords.at(-1) ?? `exit ${exitCode}`}`);
  }
}

const POLICY_FILE = '/usr/sbin/policy-rc.d';

/** While packages are installed their services stay down (invoke-rc.d(8)): the ports and data are not Hearth's. */
async function forbidServiceStarts(prefix: string[]): Promise<() => Promise<void>> {
  if (existsSync(POLICY_FILE)) return async () => undefined;
  const asRoot = (script: string) => {
    const [file = 'sh', ...args] = [...prefix, 'sh', '-c', script];
    return runCommand({ file, args });
  };
  await asRoot(`printf '#!/bin/sh\\nexit 101\\n' > ${POLICY_FILE} && chmod 755 ${POLICY_FILE}`);
  return async () => void (await asRoot(`rm -f ${POLICY_FILE}`));
}

async function disableUnits(
  prefix: string[],
  installed: SystemTool[],
  say: (line: string) => void,
): Promise<void> {
  const units = installed.flatMap((tool) => tool.units ?? []);
  if (units.length === 0 || !existsSync('/run/systemd/system')) return;
  const [file = 'systemctl', ...args] = [...prefix, 'systemctl', 'disable', ...units];
  await runCommand({ file, args });
  say(`  Debian's own ${units.join(', ')} will not start at boot; Hearth runs its own.`);
}
