import { describe, expect, it } from '@jest/globals';
import { decideTransfer, readOverwrite } from './decide-transfer.js';

describe('decideTransfer', () => {
  it.each([
    ['a', 'b', false, false, 'go'],
    ['a', 'b', true, true, 'go'],
    ['a', 'ab', false, true, 'go'],
    ['ab', 'a', true, true, 'go'],
    ['a', 'b', true, false, 'request.precondition-failed'],
    ['a', 'a', true, true, 'auth.forbidden'],
    ['', 'b', false, true, 'auth.forbidden'],
    ['a', '', true, true, 'auth.forbidden'],
    ['a/b', 'a', true, true, 'auth.forbidden'],
    ['a', 'a/b', false, true, 'folder.inside-itself'],
  ] as const)('%j to %j (taken: %s, overwrite: %s) is %s', (from, to, isTaken, mayOverwrite, decision) =>
    expect(decideTransfer(from, to, { isTaken, mayOverwrite })).toBe(decision),
  );
});

describe('readOverwrite', () => {
  it.each([
    [undefined, true],
    ['T', true],
    ['t', true],
    ['F', false],
    ['f', false],
  ])('%j lets something be replaced: %s', (header, may) => expect(readOverwrite(header)).toBe(may));

  it.each(['', 'false', 'T, F', 'X', ['F', 'F']])('%j is refused', (header) =>
    expect(() => readOverwrite(header)).toThrow(expect.objectContaining({ code: 'request.invalid' })),
  );
});
