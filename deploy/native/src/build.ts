import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { runInGroup } from './processes/run-in-group.ts';
import { workspaceRoot } from './settings.ts';
import { SERVICE_NAMES } from './service-names.ts';
import { StartupProblem } from './startup-problem.ts';

const STAMP = join(workspaceRoot, 'node_modules/.cache/hearth-build');
const NOT_SOURCES = new Set(['node_modules', 'dist', 'reports', '.nx']);

/** The environment in which Nx runs the projects' scripts: Node 24, Jest with ESM, no daemon that outlives us. */
function workspaceEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${join(workspaceRoot, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    ...extra,
  };
}

/** Runs a program of the workspace with our own terminal and returns its exit code; what ends us ends it. */
export function runInWorkspace(
  [file, ...args]: [string, ...string[]],
  env: Record<string, string> = {},
): Promise<number> {
  return runInGroup(file, args, { cwd: workspaceRoot, env: workspaceEnvironment(env) });
}

function newestChange(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const names = readdirSync(path).filter((name) => !NOT_SOURCES.has(name) && !name.endsWith('.tsbuildinfo'));
  return Math.max(0, ...names.map((name) => newestChange(join(path, name))));
}

function fingerprintSources(): string {
  const parts = ['apps', 'libs', 'package-lock.json', 'tsconfig.base.json'];
  return parts.map((name) => `${name} ${newestChange(join(workspaceRoot, name))}`).join('\n');
}

function isBuilt(): boolean {
  const outputs = [...SERVICE_NAMES.map((name) => `apps/${name}/dist/main.js`), 'apps/web/dist/index.html'];
  if (!outputs.every((path) => existsSync(join(workspaceRoot, path)))) return false;
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprintSources();
}

/** Builds the services and the app unless nothing has changed since the last build. */
export async function ensureBuilt(say: (line: string) => void): Promise<void> {
  if (isBuilt()) return;
  say('Building Hearth…');
  await build(['run-many', '-t', 'build'], say);
  markBuilt();
}

/** Builds what a program needs that only talks to a hub; the services may be those of containers. */
export async function ensureContractsBuilt(say: (line: string) => void): Promise<void> {
  if (!isBuilt()) await build(['run', '@hearth/contracts:build'], say);
}

/** @throws StartupProblem */
async function build(nx: readonly string[], say: (line: string) => void): Promise<void> {
  const { exitCode, output } = await runNx(nx, (project) => say(`  ${project}`));
  if (exitCode === 0) return;
  say(output);
  throw new StartupProblem('Hearth could not be built; the lines above say why.');
}

/** Names each project as its turn comes, and keeps the compilers' words for the case of a failure. */
function runNx(
  words: readonly string[],
  onProject: (name: string) => void,
): Promise<{ exitCode: number; output: string }> {
  const child = spawn('nx', [...words, '--outputStyle=static'], {
    cwd: workspaceRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: workspaceEnvironment(),
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      const project = /^> nx run (\S+):build/.exec(line)?.[1];
      if (project !== undefined) onProject(project);
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: 127, output: error.message }));
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output: lines.join('\n') }));
  });
}

export function markBuilt(): void {
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, fingerprintSources());
}
