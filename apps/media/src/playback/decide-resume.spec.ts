import { describe, expect, it } from '@jest/globals';
import { decideResumeAtSec } from './decide-resume.js';

describe('decideResumeAtSec', () => {
  it.each([
    ['has hardly begun', 9.9, 3600, 0],
    ['is in the middle', 1800.5, 3600, 1800.5],
    ['is in the credits of a long film', 7_100, 7_200, 0],
    ['is before the credits of a long film', 7_070, 7_200, 7_070],
    ['is at the end of something short', 56, 60, 0],
    ['is beyond the end', 70, 60, 0],
    ['is in something of unknown length', 500, null, 500],
  ])('what %s', (_, positionSec, durationSec, resumeAtSec) => {
    expect(decideResumeAtSec(positionSec, durationSec)).toBe(resumeAtSec);
  });
});
