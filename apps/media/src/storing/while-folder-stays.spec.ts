import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StagingFailed } from '../staging/staging-threads.js';
import { whileFolderStays } from './while-folder-stays.js';

const folder = mkdtempSync(join(tmpdir(), 'hearth-staged-'));
const staged = join(folder, 'staged');
writeFileSync(staged, 'bytes');
afterAll(() => rmSync(folder, { recursive: true }));

const GONE = Object.assign(new Error('no such file or directory'), { code: 'ENOENT' });
/** Fails so often, then succeeds. */
function failing(times: number, error: Error): { store: () => Promise<string>; tries: () => number } {
  let tries = 0;
  const store = () => (++tries <= times ? Promise.reject(error) : Promise.resolve('stored'));
  return { store, tries: () => tries };
}

describe('whileFolderStays', () => {
  it.each([
    ['its folder', GONE],
    ['a disk of the network', Object.assign(new Error('stale'), { code: 'ESTALE' })],
    ['what is read in a thread', new StagingFailed('gone', 'no such file')],
  ])('begins anew where %s went away', async (_, error) => {
    const { store, tries } = failing(3, error);
    expect(await whileFolderStays(staged, store)).toBe('stored');
    expect(tries()).toBe(4);
  });

  it('says so where it never stays', async () => {
    const refused = whileFolderStays(staged, failing(Infinity, GONE).store);
    await expect(refused).rejects.toMatchObject({ code: 'upload.folder-changed', cause: GONE });
  });

  it('does not try again what failed for another reason, or for want of the staged file', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    for (const [path, error] of [
      [staged, full],
      [join(folder, 'nowhere'), GONE],
    ] as const) {
      const { store, tries } = failing(1, error);
      await expect(whileFolderStays(path, store)).rejects.toBe(error);
      expect(tries()).toBe(1);
    }
  });
});
