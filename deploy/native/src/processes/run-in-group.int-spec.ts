import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '../fixtures/eventually.ts';
import { isGroupAlive, killGroup } from './process-identity.ts';

const FIXTURE = join(import.meta.dirname, '../fixtures/run-in-group.ts');

function run(script: string) {
  const runner = spawn(process.execPath, [FIXTURE, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  return { runner, exited: once(runner, 'exit') as Promise<[number | null, NodeJS.Signals | null]> };
}

const groups: number[] = [];
afterEach(() => {
  for (const group of groups.splice(0)) killGroup(group, 'SIGKILL');
});

/** The group of a script that says its pid first, once it is in the runner's hands. */
async function groupOf({ runner }: ReturnType<typeof run>): Promise<number> {
  let said = '';
  for await (const chunk of runner.stdout) {
    said += String(chunk);
    const [pid] = /\d+(?=\n)/.exec(said) ?? [];
    if (pid === undefined || !said.includes('READY')) continue;
    groups.push(Number(pid));
    return Number(pid);
  }
  throw new Error(`The runner ended; it said ${said}`);
}

const isGone = (group: number) =>
  eventually(() => !isGroupAlive(group), undefined, { what: 'nothing of the group is left' });

describe('a program in a group of its own', () => {
  it('gives its exit code', async () => {
    expect(await run('exit 3').exited).toEqual([3, null]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends by %s with all its children, and then we do',
    async (signal) => {
      const running = run('echo $$; (sleep 1000; :); :');
      const group = await groupOf(running);
      running.runner.kill(signal);
      expect(await running.exited).toEqual([null, signal]);
      expect(isGroupAlive(group)).toBe(false);
    },
  );

  it('is killed by a second signal if it does not heed the first', async () => {
    const running = run(`trap '' TERM; echo $$; while :; do sleep 0.1; done`);
    const group = await groupOf(running);
    running.runner.kill('SIGTERM');
    running.runner.kill('SIGINT');
    await running.exited;
    expect(isGroupAlive(group)).toBe(false);
  });

  it('dies with us when we are killed', async () => {
    const running = run('echo $$; (sleep 1000; :); :');
    const group = await groupOf(running);
    running.runner.kill('SIGKILL');
    await running.exited;
    await isGone(group);
  });

  it('leaves nothing running behind it', async () => {
    const running = run('echo $$; sleep 1000 & exit 0');
    const group = await groupOf(running);
    expect(await running.exited).toEqual([0, null]);
    await isGone(group);
  });
});
