import { describe, expect, it } from '@jest/globals';
import { keypointsAt, type Keypoint } from './keypoints-at.js';

const TIMES = [0, 60, 120, 500];
const SEEN = new Map<number, Keypoint[]>([
  [0, [[0, 100, 1]]],
  [1, [[60, 40, 0.5]]],
  [2, [[120, 40, 0.9]]],
  [3, [[900, 0, 0.9]]],
]);

describe('what a phone sees at a moment', () => {
  it.each([
    ['that it took a picture at', 60, 1, [60, 40, 0.5]],
    ['after its picture', 80, 1, [80, 40, 0.5]],
    ['before its picture', 45, 1, [45, 55, 0.5]],
    ['before its first picture', -20, 0, [0, 100, 1]],
    ['in a gap that is too long', 150, 2, [120, 40, 0.9]],
  ])('%s', (_, timeMs, frame, point) => {
    expect(keypointsAt(timeMs, frame, SEEN, TIMES)).toEqual([point]);
  });

  it('is nothing for a frame of which nothing is known', () => {
    expect(keypointsAt(0, 7, SEEN, TIMES)).toBeUndefined();
    expect(keypointsAt(0, 0, undefined, TIMES)).toBeUndefined();
  });
});
