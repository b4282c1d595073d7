import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashFile } from './hash-file.js';

describe('hashFile', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-hash-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([0, 1, 1024 * 1024, 3 * 1024 * 1024 + 17])('fingerprints %d bytes', async (sizeBytes) => {
    const path = join(folder, `${sizeBytes}.bin`);
    const content = randomBytes(sizeBytes);
    writeFileSync(path, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(await hashFile(path)).toEqual({ sha256, sizeBytes });
  });

  it('fingerprints many files at once, each with its own answer', async () => {
    const names = Array.from({ length: 20 }, (_, index) => join(folder, `many-${index}`));
    for (const name of names) writeFileSync(name, name);
    const answers = await Promise.all(names.map(hashFile));
    expect(answers.map(({ sha256 }) => sha256)).toEqual(
      names.map((name) => createHash('sha256').update(name).digest('hex')),
    );
  });

  it('refuses a symlink, a folder, a FIFO and a missing file instead of waiting', async () => {
    const target = join(folder, 'target');
    writeFileSync(target, 'x');
    symlinkSync(target, join(folder, 'link'));
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    for (const name of ['link', '', 'fifo', 'missing']) {
      await expect(hashFile(join(folder, name))).rejects.toThrow();
    }
  });
});
