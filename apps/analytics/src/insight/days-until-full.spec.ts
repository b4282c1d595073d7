import { describe, expect, it } from '@jest/globals';
import { daysUntilFull } from './days-until-full.js';

const GB = 1e9;
const month = { knownDays: 365, paceDays: 30, grownBytes: 30 * GB, freeBytes: 100 * GB };

describe('the days until the disk is full', () => {
  it.each([
    ['at the pace of the last month', {}, 100],
    ['of a house that is new', { knownDays: 8, paceDays: 7, grownBytes: 14 * GB }, 50],
    ['when it is full', { freeBytes: 0 }, 0],
    ['are not told from less than a week', { knownDays: 6.9, paceDays: 5.9 }, null],
    ['are not told when nothing grows', { grownBytes: 0 }, null],
    ['are not told when it shrinks', { grownBytes: -GB }, null],
    ['are not told when they are many years', { grownBytes: 1 }, null],
    ['are not told of a disk that nobody knows', { freeBytes: undefined }, null],
    ['are not told of a library that is empty', { knownDays: null, paceDays: null }, null],
  ])('%s', (_, changes, days) => expect(daysUntilFull({ ...month, ...changes })).toBe(days));
});
