import { describe, expect, it } from '@jest/globals';
import { batchesOf, byUrgency } from './batches.js';
import type { FileToIndex } from './index-backlog.js';

const MIB = 1024 ** 2;
const file = (path: string, sizeBytes = MIB, mtimeMs = 0): FileToIndex => ({
  ...{ path, sizeBytes, mtimeMs, inode: 1, ctimeMs: 0 },
});
const names = (files: FileToIndex[]): string => files.map(({ path }) => path).join('');

describe('byUrgency', () => {
  it('puts the newest first, and large files last', () => {
    const files = [
      file('a', 1, 1),
      file('b', 100 * MIB, 9),
      file('c', 1, 3),
      file('d', 70 * MIB, 10),
      file('e', 1, 2),
    ];
    expect(names(files.sort(byUrgency))).toBe('ceadb');
  });
});

describe('batchesOf', () => {
  it.each([
    [
      'sixteen small ones together',
      [...'abcdefghijklmnopqr'].map((name) => file(name)),
      ['abcdefghijklmnop', 'qr'],
    ],
    [
      'no more than 64 MiB together',
      [file('a', 40 * MIB), file('b', 30 * MIB), file('c', 20 * MIB)],
      ['a', 'bc'],
    ],
    ['a large one alone', [file('a'), file('b', 900 * MIB), file('c')], ['a', 'b', 'c']],
    ['a suspicious one alone', [file('a'), file('!'), file('b')], ['!', 'ab']],
    ['nothing', [], []],
  ])('gives %s', (_, files, batches) => {
    expect([...batchesOf(files, ({ path }) => path === '!')].map(names)).toEqual(batches);
  });
});
