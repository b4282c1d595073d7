import { describe, expect, it } from '@jest/globals';
import {
  canBecome,
  findSmallest,
  mayLieAnywhere,
  reviveItem,
  takeBatch,
  type BackupState,
} from './backup-item.ts';
import { makeItem } from './make-items.ts';

describe('the order of a backup', () => {
  it('is the smallest first, and by name where they are equal', () => {
    const items = [
      makeItem({ name: 'film.mp4', sizeBytes: 9000, state: 'ready' }),
      makeItem({ name: 'b.jpg', sizeBytes: 20, state: 'ready' }),
      makeItem({ name: 'a.jpg', sizeBytes: 20, state: 'ready' }),
      makeItem({ name: 'tiny.jpg', sizeBytes: 1, state: 'waiting' }),
    ];
    expect(findSmallest(items, 'ready')?.name).toBe('a.jpg');
    expect(findSmallest(items, 'failed')).toBeUndefined();
  });
});

describe('takeBatch', () => {
  const items = [300, 100, 200].map((sizeBytes) => makeItem({ name: String(sizeBytes), sizeBytes }));
  it.each([
    ['up to a number of files', { maxFiles: 2, maxBytes: 9999 }, ['100', '200']],
    ['up to a number of bytes', { maxFiles: 9, maxBytes: 350 }, ['100', '200']],
    ['one at least, however large', { maxFiles: 9, maxBytes: 1 }, ['100']],
  ])('takes %s', (_, limits, names) => {
    expect(takeBatch(items, limits).map(({ name }) => name)).toEqual(names);
  });

  it('leaves out what is not waiting', () => {
    expect(takeBatch([makeItem({ state: 'done' })], { maxFiles: 9, maxBytes: 9 })).toEqual([]);
  });
});

describe('the life of an item', () => {
  it.each<[BackupState, BackupState, boolean]>([
    ['waiting', 'ready', true],
    ['waiting', 'done', true],
    ['waiting', 'sending', false],
    ['sending', 'ready', true],
    ['done', 'waiting', false],
    ['failed', 'waiting', true],
    ['failed', 'done', false],
  ])('%s → %s: %s', (from, to, isAllowed) => {
    expect(canBecome(from, to)).toBe(isAllowed);
  });

  it('goes on after a reload where it was', () => {
    expect(reviveItem(makeItem({ state: 'sending', uploadUrl: '/u' }))).toMatchObject({
      state: 'ready',
      uploadUrl: '/u',
    });
    expect(reviveItem(makeItem({ state: 'done' })).state).toBe('done');
  });
});

describe('a file whose bytes the hub has elsewhere', () => {
  it.each([
    ['is as good there in a backup', {}, true],
    ['is as good there where nobody chose a folder', { folder: 'Uploads', isPlaceOpen: true }, true],
    ['is to lie where somebody put it', { folder: 'Papers/Lamp' }, false],
    ['is to lie at the top where somebody put it', { folder: '' }, false],
  ])('%s', (_what, given, isSo) => {
    expect(mayLieAnywhere(makeItem(given))).toBe(isSo);
  });
});
