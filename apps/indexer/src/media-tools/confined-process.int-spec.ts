import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@hearth/testing';
import { runConfined, ToolFailed } from './confined-process.js';
import { canIsolateNetwork } from './network-isolation.js';

jest.setTimeout(180_000);

async function failureOf(run: Promise<unknown>): Promise<ToolFailed> {
  const outcome = await run.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof ToolFailed)) throw new Error('expected ToolFailed');
  return outcome;
}

/** Running processes whose command line holds a word of ours. */
function countProcesses(word: string): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    }).length;
}

describe('runConfined', () => {
  it('hands over what a tool prints', async () => {
    const { stdout, stderr } = await runConfined('sh', ['-c', 'echo out; echo err >&2']);
    expect([stdout.toString(), stderr]).toEqual(['out\n', 'err\n']);
  });

  it('says what a failing tool complained about', async () => {
    const failure = await failureOf(runConfined('sh', ['-c', 'echo broken >&2; exit 3']));
    expect(failure).toMatchObject({ why: 'failed', stderr: 'broken\n' });
  });

  it('tells a missing tool from a failing one', async () => {
    expect((await failureOf(runConfined('hearth-no-such-tool', []))).why).toBe('missing');
  });

  it('kills a tool that takes too long, with all it started', async () => {
    const mark = `hearth-mark-${process.pid}`;
    const script = `(trap '' TERM; sleep 600 # ${mark}\n) & trap '' TERM; sleep 600 # ${mark}`;
    const failure = await failureOf(runConfined('sh', ['-c', script], { wallClockMs: 500 }));
    expect(failure.why).toBe('timed-out');
    // Without a kill they would sleep on for longer than the test may take.
    await eventually(() => countProcesses(mark) === 0);
  });

  it('ends a tool that spins, eats memory or floods us', async () => {
    const spin = runConfined('sh', ['-c', 'while :; do :; done'], { cpuSec: 1, wallClockMs: 50_000 });
    expect((await failureOf(spin)).why).toBe('killed');
    const eat = runConfined('perl', ['-e', '$x = "x" x 800_000_000; print length $x'], {
      memoryBytes: 200_000_000,
    });
    expect(['failed', 'killed']).toContain((await failureOf(eat)).why);
    const flood = runConfined('sh', ['-c', 'cat /dev/zero'], { outputBytes: 100_000 });
    expect((await failureOf(flood)).why).toBe('too-much-output');
  });

  it('leaves a tool neither our environment nor stdin, nor (where the system allows it) a network', async () => {
    process.env['HEARTH_TEST_SECRET'] = 'hush';
    const { stdout } = await runConfined('sh', [
      '-c',
      'env; cat; cat /proc/net/dev | tail -n +3 | grep -vc " lo:\\|^ *lo:"; true',
    ]);
    delete process.env['HEARTH_TEST_SECRET'];
    expect(stdout.toString()).not.toContain('hush');
    if (await canIsolateNetwork()) expect(stdout.toString().trim().split('\n').at(-1)).toBe('0');
  });
});
