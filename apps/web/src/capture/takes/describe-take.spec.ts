import { describe, expect, it } from '@jest/globals';
import { describeKeeping, describeRemoval, describeSync } from './describe-take.ts';

const NOW = Date.UTC(2026, 10, 28);
const inMs = (ms: number) => new Date(NOW + ms).toISOString();

describe('how long a take is kept', () => {
  it.each([
    [null, 'Kept'],
    [inMs(6.5 * 86_400_000), 'Removed in 6 days'],
    [inMs(1.2 * 86_400_000), 'Removed in 1 day'],
    [inMs(3 * 3_600_000), 'Removed in 3 hours'],
    [inMs(10_000), 'Removed in 1 hour'],
    [inMs(-5), 'Being removed'],
  ])('%s: %s', (keepUntil, words) => {
    expect(describeKeeping({ keepUntil }, NOW)).toBe(words);
  });
});

describe('how far in step a take is', () => {
  const device = { deviceId: 'a', label: 'a', frames: 1, dropped: 0, refused: 0 };
  const syncReport = { p50Ms: 2, p95Ms: 16.4, maxMs: 40, alignedRatio: 0.9871 };

  it('is said for several phones', () => {
    expect(describeSync({ syncReport, devices: [device, device] })).toBe(
      'Within 16 ms · 98.7% of frames matched',
    );
  });

  it('is not said for one', () => {
    expect(describeSync({ syncReport, devices: [device] })).toBeNull();
  });
});

describe('what was removed', () => {
  const NOTHING = { files: 0, bytes: 0, frames: 0, keypoints: 0, calibrations: 0 };

  it.each([
    [{ files: 1, bytes: 900_000, frames: 60 }, 'Removed for good: 1 file (900 KB), 60 frames'],
    [
      { files: 4, bytes: 2_500_000, frames: 180, keypoints: 180, calibrations: 1 },
      'Removed for good: 4 files (2.5 MB), 180 frames, the body in 180 frames, the calibration',
    ],
  ])('%j', (some, words) => {
    expect(describeRemoval({ ...NOTHING, ...some })).toBe(words);
  });
});
