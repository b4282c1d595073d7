import { describe, expect, it } from '@jest/globals';
import { decideRun, isWantedElsewhere } from './decide-run.js';

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
    expect(decideRun({ made: new Set(made), segments: 6, wanted })).toEqual(run);
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
    expect(isWantedElsewhere({ made: new Set([2]), segments: 100, wanted }, at)).toBe(moves);
  });
});
