import { describe, expect, it } from '@jest/globals';
import type { FileSummary } from '@hearth/contracts';
import { placeFile, removeFile, type FilePage } from './place-file.ts';

function file(id: string, day: string, over: Partial<FileSummary> = {}): FileSummary {
  return { id, name: id, takenAt: null, modifiedAt: `2024-05-${day}T00:00:00Z`, ...over } as FileSummary;
}

function pages(...all: [string, string][][]): FilePage[] {
  return all.map((items, index) => ({
    items: items.map(([id, day]) => file(id, day)),
    nextCursor: index < all.length - 1 ? `after-${index}` : null,
  }));
}

const idsOf = (list: FilePage[]) => list.map(({ items }) => items.map(({ id }) => id).join(''));

describe('placeFile', () => {
  const loaded = pages(
    [
      ['a', '20'],
      ['b', '15'],
    ],
    [
      ['c', '10'],
      ['d', '05'],
    ],
  );

  it.each<[string, string, string[]]>([
    ['the newest first', '25', ['xab', 'cd']],
    ['one in the midst of a page', '17', ['axb', 'cd']],
    ['one between two pages on the second', '12', ['ab', 'xcd']],
    ['the oldest of all at the end', '01', ['ab', 'cdx']],
  ])('puts %s', (_, day, expected) => expect(idsOf(placeFile(loaded, file('x', day)))).toEqual(expected));

  it('moves a file whose time became known', () => {
    const moved = placeFile(loaded, file('a', '20', { takenAt: '2024-05-07T00:00:00Z' }));
    expect(idsOf(moved)).toEqual(['b', 'cad']);
  });

  it('replaces what was known of a file in its place', () => {
    const replaced = placeFile(loaded, file('c', '10', { name: 'new name' }));
    expect([idsOf(replaced), replaced[1]?.items[0]?.name]).toEqual([['ab', 'cd'], 'new name']);
  });

  it('orders files of the same instant by id, the newer id first', () => {
    expect(
      idsOf(
        placeFile(
          pages([
            ['b', '10'],
            ['a', '10'],
          ]),
          file('c', '10'),
        ),
      ),
    ).toEqual(['cba']);
  });

  it('leaves out what is older than all that is loaded while there is more to load', () => {
    const unfinished = [{ items: [file('a', '20')], nextCursor: 'more' }];
    expect(idsOf(placeFile(unfinished, file('x', '01')))).toEqual(['a']);
  });

  it('fills an empty library', () => {
    expect(idsOf(placeFile([{ items: [], nextCursor: null }], file('x', '01')))).toEqual(['x']);
  });
});

describe('removeFile', () => {
  it('takes a file out of its page', () => {
    expect(
      idsOf(
        removeFile(
          pages([
            ['a', '20'],
            ['b', '15'],
          ]),
          'a',
        ),
      ),
    ).toEqual(['b']);
  });

  it('gives the same pages when the file is not there, so that nothing is drawn anew', () => {
    const loaded = pages([['a', '20']]);
    expect(removeFile(loaded, 'x')).toBe(loaded);
  });
});
