import { describe, expect, it } from '@jest/globals';
import type { FileSummary } from '@hearth/contracts';
import { FileSelection, rangeBetween } from './file-selection.ts';

const files = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as FileSummary);
const [a, b] = files as [FileSummary, FileSummary];

describe('a selection', () => {
  it('takes and lets go of one', () => {
    const selection = new FileSelection();
    selection.toggle(a);
    expect([selection.has('a'), selection.getCount(), selection.anchorId]).toEqual([true, 1, 'a']);
    selection.toggle(a);
    expect(selection.getCount()).toBe(0);
  });

  it('takes a whole day, and lets go of it when all of it is taken', () => {
    const selection = new FileSelection();
    selection.toggle(b);
    selection.toggleAll(files);
    expect(selection.getCount()).toBe(4);
    selection.toggleAll(files);
    expect(selection.getCount()).toBe(0);
  });

  it('tells whoever listens, until they stop', () => {
    const selection = new FileSelection();
    let heard = 0;
    const stop = selection.subscribe(() => (heard += 1));
    selection.add(files);
    selection.clear();
    stop();
    selection.add(files);
    expect(heard).toBe(2);
  });
});

it.each([
  ['b', 'd', 'bcd'],
  ['d', 'b', 'bcd'],
  ['c', 'c', 'c'],
  ['a', 'gone', ''],
])('from %s to %s lie %s', (one, other, expected) =>
  expect(
    rangeBetween(files, one, other)
      .map(({ id }) => id)
      .join(''),
  ).toBe(expected),
);
