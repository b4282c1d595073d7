import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

/** Runs a script beside a watchdog in a hurry; says how it ended. */
async function run(script: string): Promise<{ code: number | null; signal: string | null; said: string }> {
  const watchdog = JSON.stringify(join(import.meta.dirname, 'watchdog.ts'));
  const start = `const { startWatchdog } = await import(${watchdog}); startWatchdog({ beatEveryMs: 20, missesAtMost: 50 });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', start + script], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, said };
}

it('ends a process whose event loop hangs, and says why', async () => {
  const { signal, said } = await run('setTimeout(() => { for (;;); }, 100);');
  expect(signal).toBe('SIGKILL');
  expect(said).toMatch(/the event loop hangs/);
});

it('leaves alone one that works, and does not keep it', async () => {
  expect(await run('setTimeout(() => undefined, 100);')).toMatchObject({ code: 0, signal: null });
});
