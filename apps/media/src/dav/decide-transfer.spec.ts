import { describe, expect, it } from '@jest/globals';
import { decideTransfer } from './decide-transfer.js';

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
