import { describe, expect, it } from '@jest/globals';
import { diskDigest, libraryPath, splitLibraryPath, type IndexedFile } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { adoptVanished, findAdoptions, scanDiff, type DiskFile, type ScanDiff } from './scan-diff.js';

const HOUR_MS = 3_600_000;

function onDisk(path: string, inode: number, overrides: Partial<DiskFile> = {}): DiskFile {
  return { path, inode, sizeBytes: 1_000, mtimeMs: HOUR_MS, ctimeMs: HOUR_MS, ...overrides };
}

function row(path: string, inode: number, overrides: Partial<IndexedFile> = {}): IndexedFile {
  const look = { inode, sizeBytes: 1_000, mtimeMs: HOUR_MS, ctimeMs: HOUR_MS };
  const { folder, name } = splitLibraryPath(path);
  return {
    id: `id of ${path}` as FileId,
    folder,
    name,
    ...look,
    state: 'ready',
    hasFingerprint: true,
    isMissing: false,
    digest: diskDigest(name, look),
    ...overrides,
  };
}

/** The diff in words, without what is empty. */
function told(diff: ScanDiff): Record<string, string[]> {
  const words = {
    added: diff.added.map(({ path }) => path),
    changed: diff.changed.map(({ path }) => path),
    rewritten: diff.rewritten.map(libraryPath),
    moved: diff.moved.map(({ file, path }) => `${libraryPath(file)} → ${path}`),
    vanished: diff.vanished.map(libraryPath),
    returned: diff.returned.map(libraryPath),
    unfinished: diff.unfinished.map(({ path }) => path),
    stale: diff.stale.map(({ file }) => libraryPath(file)),
  };
  return Object.fromEntries(Object.entries(words).filter(([, list]) => list.length > 0));
}

describe('scanDiff', () => {
  it.each<[string, DiskFile[], IndexedFile[], Record<string, string[]>]>([
    ['says nothing of what is unchanged', [onDisk('a/1.jpg', 1)], [row('a/1.jpg', 1)], {}],
    ['finds a new file', [onDisk('1.jpg', 1)], [], { added: ['1.jpg'] }],
    ['finds a deleted file', [], [row('1.jpg', 1)], { vanished: ['1.jpg'] }],
    [
      'finds other bytes by their size',
      [onDisk('1.jpg', 1, { sizeBytes: 2 })],
      [row('1.jpg', 1)],
      { changed: ['1.jpg'], rewritten: ['1.jpg'] },
    ],
    [
      'finds other bytes by their time',
      [onDisk('1.jpg', 1, { mtimeMs: HOUR_MS + 0.001 })],
      [row('1.jpg', 1)],
      { changed: ['1.jpg'], rewritten: ['1.jpg'] },
    ],
    ['finds a file that another disk has', [onDisk('1.jpg', 2)], [row('1.jpg', 1)], { changed: ['1.jpg'] }],
    [
      'lets a renamed file keep its id',
      [onDisk('b.jpg', 1)],
      [row('a.jpg', 1)],
      { moved: ['a.jpg → b.jpg'] },
    ],
    [
      'lets the files of a renamed folder keep theirs',
      [onDisk('new/1.jpg', 1), onDisk('new/in/2.jpg', 2)],
      [row('old/1.jpg', 1), row('old/in/2.jpg', 2)],
      { moved: ['old/1.jpg → new/1.jpg', 'old/in/2.jpg → new/in/2.jpg'] },
    ],
    [
      'sees a file that was renamed and written to as another one',
      [onDisk('b.jpg', 1, { sizeBytes: 5 })],
      [row('a.jpg', 1)],
      { added: ['b.jpg'], vanished: ['a.jpg'] },
    ],
    [
      'follows a file whose name another one took',
      [onDisk('a.jpg', 2), onDisk('b.jpg', 1)],
      [row('a.jpg', 1)],
      { moved: ['a.jpg → b.jpg'], added: ['a.jpg'] },
    ],
    [
      'follows two files that took each other’s names',
      [onDisk('a.jpg', 2), onDisk('b.jpg', 1)],
      [row('a.jpg', 1), row('b.jpg', 2)],
      { moved: ['b.jpg → a.jpg', 'a.jpg → b.jpg'] },
    ],
    [
      'follows a chain of names, as when logs are rotated',
      [onDisk('log', 3), onDisk('log.1', 1), onDisk('log.2', 2)],
      [row('log', 1), row('log.1', 2)],
      { moved: ['log → log.1', 'log.1 → log.2'], added: ['log'] },
    ],
    [
      'takes a second hard link for a file of its own',
      [onDisk('a.jpg', 1), onDisk('b.jpg', 1)],
      [row('a.jpg', 1)],
      { added: ['b.jpg'] },
    ],
    [
      'moves a hard link to the place with its name',
      [onDisk('new/a.jpg', 1), onDisk('new/b.jpg', 1)],
      [row('old/b.jpg', 1), row('old/a.jpg', 1)],
      { moved: ['old/a.jpg → new/a.jpg', 'old/b.jpg → new/b.jpg'] },
    ],
    [
      'gives one id to one of two candidates only',
      [onDisk('x.jpg', 1), onDisk('y.jpg', 1)],
      [row('a.jpg', 1)],
      { moved: ['a.jpg → x.jpg'], added: ['y.jpg'] },
    ],
    ['says nothing of what was missing already', [], [row('1.jpg', 1, { isMissing: true })], {}],
    [
      'notices what has come back',
      [onDisk('1.jpg', 1)],
      [row('1.jpg', 1, { isMissing: true })],
      { returned: ['1.jpg'] },
    ],
    [
      'notices what has come back with other bytes',
      [onDisk('1.jpg', 9)],
      [row('1.jpg', 1, { isMissing: true })],
      { returned: ['1.jpg'], changed: ['1.jpg'] },
    ],
    [
      'notices what has come back at another place',
      [onDisk('b.jpg', 1)],
      [row('a.jpg', 1, { isMissing: true })],
      { moved: ['a.jpg → b.jpg'] },
    ],
    [
      'goes on with what was being indexed, wherever it is now',
      [onDisk('1.jpg', 1), onDisk('b.jpg', 2)],
      [row('1.jpg', 1, { state: 'indexing' }), row('a.jpg', 2, { state: 'indexing' })],
      { moved: ['a.jpg → b.jpg'], unfinished: ['1.jpg', 'b.jpg'] },
    ],
    [
      'sees that bytes were changed though their time was set back',
      [onDisk('1.jpg', 1, { ctimeMs: HOUR_MS + 1 })],
      [row('1.jpg', 1)],
      { changed: ['1.jpg'] },
    ],
    [
      'looks at the bytes of what was renamed, which a program may have changed before',
      [onDisk('2.jpg', 1, { ctimeMs: HOUR_MS + 1 })],
      [row('1.jpg', 1)],
      { changed: ['2.jpg'], moved: ['1.jpg → 2.jpg'] },
    ],
    [
      "believes a row of a time when the inode's time was not kept, and keeps it from now on",
      [onDisk('1', 1)],
      [row('1', 1, { ctimeMs: null })],
      { stale: ['1'] },
    ],
    ['finds a digest that is not there', [onDisk('1', 1)], [row('1', 1, { digest: null })], { stale: ['1'] }],
    [
      'does not confuse names that differ in their normal form',
      [onDisk('e\u0301.jpg', 2)],
      [row('\u00e9.jpg', 1)],
      { added: ['e\u0301.jpg'], vanished: ['\u00e9.jpg'] },
    ],
  ])('%s', (_, disk, catalogue, expected) => {
    expect(told(scanDiff(disk, catalogue))).toEqual(expected);
  });
});

describe('findAdoptions', () => {
  const [old] = [row('trip/a.jpg', 1)];
  it.each<[string, DiskFile, string | undefined]>([
    ['the same file at its path', onDisk('trip/a.jpg', 1), 'trip/a.jpg'],
    ['the same file under another name', onDisk('b.jpg', 1, { ctimeMs: HOUR_MS + 1 }), 'trip/a.jpg'],
    ['a copy that was put back', onDisk('trip/a.jpg', 7), 'trip/a.jpg'],
    ['a copy of that name and time elsewhere', onDisk('elsewhere/a.jpg', 7), 'trip/a.jpg'],
    ['another file at the path', onDisk('trip/a.jpg', 7, { mtimeMs: 2 * HOUR_MS }), undefined],
    ['another size', onDisk('trip/a.jpg', 1, { sizeBytes: 7 }), undefined],
    ['another name and inode', onDisk('trip/b.jpg', 7), undefined],
  ])('%s', (_, file, path) => {
    const adopted = findAdoptions([file], [old]);
    expect(adopted.map(({ file: row }) => libraryPath(row))).toEqual(path === undefined ? [] : [path]);
  });

  it('gives each row to one file alone, and to the likeliest', () => {
    const adopted = findAdoptions([onDisk('x/a.jpg', 7), onDisk('y.jpg', 1)], [old]);
    expect(adopted).toEqual([{ file: old, path: 'y.jpg' }]);
  });
});

describe('adoptVanished', () => {
  const cases = [
    { name: 'untouched.jpg', inode: 1, state: 'ready' },
    { name: 'touched.jpg', inode: 2, ctimeMs: HOUR_MS + 1, state: 'ready' },
    { name: 'half-read.jpg', inode: 3, state: 'indexing' },
    { name: 'put back.jpg', inode: 4, newInode: 14, state: 'ready' },
  ] as const;
  const vanished = cases.map(({ name, inode, state }) => row(name, inode, { state }));
  const back = cases.map((one) =>
    onDisk(one.name, 'newInode' in one ? one.newInode : one.inode, 'ctimeMs' in one ? one : {}),
  );

  it('takes what is back out of what is new, and has it read where anything is different', () => {
    const diff = adoptVanished(scanDiff([...back, onDisk('new.jpg', 9, { sizeBytes: 7 })], []), vanished);
    expect(diff.adopted.map(({ path }) => path).toSorted()).toEqual(cases.map(({ name }) => name).toSorted());
    expect(told(diff)).toEqual({
      added: ['new.jpg'],
      changed: ['touched.jpg', 'half-read.jpg', 'put back.jpg'],
    });
  });

  it('finds one that is back among half a million that are new', () => {
    const many = Array.from({ length: 500_000 }, (_, at) => onDisk(`${at}.jpg`, 100 + at, { sizeBytes: at }));
    const diff = adoptVanished(scanDiff([...many, ...back.slice(0, 1)], []), vanished.slice(0, 1));
    expect(diff.added).toHaveLength(500_000);
    expect(diff.adopted).toEqual([{ file: vanished[0], path: 'untouched.jpg' }]);
  });
});
