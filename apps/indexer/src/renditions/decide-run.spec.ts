import { describe, expect, it } from '@jest/globals';
import { decideRun, isRunOutdated } from './decide-run.js';

describe('what is made next', () => {
  it.each([
    ['nothing is made', [], 0, { first: 0, count: 6 }],
    ['somebody waits in the middle', [0, 1], 4, { first: 4, count: 2 }],
    ['what is wanted is there', [3, 4], 3, { first: 5, count: 1 }],
    ['what is made ends it', [3], 1, { first: 1, count: 2 }],
    ['all behind is made: the gap before it', [2, 3, 4, 5], 2, { first: 0, count: 2 }],
    ['somebody waits behind the end', [0], 99, { first: 1, count: 5 }],
    ['all is made', [0, 1, 2, 3, 4, 5], 0, undefined],
  ])('%s', (_, made, wanted, run) => {
    const standing = { made: new Set(made), segments: 6, wanted, isWaitedFor: false };
    expect(decideRun(standing)).toEqual(run && { ...run, isHurried: false });
    expect(decideRun({ ...standing, isWaitedFor: true })).toEqual(run && { ...run, isHurried: true });
  });
});

describe('the work moves', () => {
  it.each([
    ['not while it makes what is wanted', 5, 5, false],
    ['not where that comes soon', 8, 5, false],
    ['further ahead', 9, 5, true],
    ['back', 4, 5, true],
    ['not for what is made', 2, 5, false],
    ['not behind the end', 100, 5, false],
  ])('%s', (_, wanted, at, moves) => {
    const standing = { made: new Set([2]), segments: 100, wanted, isWaitedFor: true };
    expect(isRunOutdated(standing, at, { isHurried: true })).toBe(moves);
  });
});

describe('the work begins anew at its place', () => {
  it.each([
    ['when somebody begins to wait', true, false, true],
    ['not when nobody waits any more: what is begun goes on', false, true, false],
    ['not while somebody waits', true, true, false],
    ['not while nobody does', false, false, false],
  ])('%s', (_, isWaitedFor, isHurried, isOutdated) => {
    const standing = { made: new Set<number>(), segments: 100, wanted: 5, isWaitedFor };
    expect(isRunOutdated(standing, 5, { isHurried })).toBe(isOutdated);
  });
});
