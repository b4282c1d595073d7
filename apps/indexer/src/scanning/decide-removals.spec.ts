import { describe, expect, it } from '@jest/globals';
import { decideRemovals, isHeldFor, type RemovalFacts } from './decide-removals.js';

const facts = (overrides: Partial<RemovalFacts>): RemovalFacts => ({
  indexed: 1_000,
  vanished: 0,
  stillMissing: 0,
  removedLately: 0,
  ...overrides,
});

describe('decideRemovals', () => {
  it.each<[string, Partial<RemovalFacts>]>([
    ['a single file', { vanished: 1 }],
    ['a tenth', { vanished: 100 }],
    ['a handful out of a small library', { indexed: 12, vanished: 10 }],
    ['the only file', { indexed: 1, vanished: 1 }],
    ['what is left of what was held', { stillMissing: 1 }],
    ['a little after a little', { vanished: 50, removedLately: 50 }],
  ])('removes %s', (_, some) => {
    expect(decideRemovals(facts(some))).toEqual({ action: 'remove' });
  });

  it.each<[string, Partial<RemovalFacts>, string]>([
    ['more than a tenth', { vanished: 101 }, 'too much vanished'],
    ['all of a small library', { indexed: 2, vanished: 2 }, 'everything vanished'],
    ['eleven of twelve', { indexed: 12, vanished: 11 }, 'too much vanished'],
    ['what vanishes bit by bit', { indexed: 920, vanished: 30, removedLately: 80 }, 'too much vanished'],
    ['what vanishes while much is held', { vanished: 1, stillMissing: 300 }, 'too much vanished'],
    ['all, some of it earlier', { vanished: 1, stillMissing: 999 }, 'everything vanished'],
  ])('holds %s', (_, some, reason) => {
    expect(decideRemovals(facts(some))).toEqual({ action: 'hold', reason });
  });
});

describe('files that vanished at one place', () => {
  it.each([
    ['another disk', 1, true],
    ['an emptied folder', 2, true],
    ['an emptied folder', 1, false],
  ] as const)('%s, %i of them: held is %s', (sign, files, isHeld) => {
    expect(isHeldFor(sign, files)).toBe(isHeld);
  });
});
