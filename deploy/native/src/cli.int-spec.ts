import { describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

// It is a process of its own, on a machine that may be busy.
jest.setTimeout(180_000);

describe('hearth', () => {
  it('ends as usual where nobody reads what it says', async () => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const cli = join(import.meta.dirname, 'cli.ts');
    const child = spawn(process.execPath, [cli, 'help'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const [complaints, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect([code, complaints]).toEqual([0, '']);
  });
});
