import { describe, expect, it } from '@jest/globals';
import type { TakeId } from '@hearth/contracts';
import { findCalibratedLike } from './calibrated-like.ts';

const take = (id: string, isCalibrated: boolean, ...phones: string[]) => ({
  id: id as TakeId,
  isCalibrated,
  devices: phones.map((deviceId) => ({ deviceId, label: deviceId, frames: 1, dropped: 0, refused: 0 })),
});

describe('takes whose cameras may serve', () => {
  it('are those of the same phones that were calibrated', () => {
    const takes = [
      take('itself', true, 'left', 'right'),
      take('uncalibrated', false, 'left', 'right'),
      take('same', true, 'right', 'left'),
      take('one more', true, 'left', 'front', 'right'),
      take('one less', true, 'left'),
    ];
    const found = findCalibratedLike(take('itself', false, 'left', 'right'), takes);
    expect(found.map(({ id }) => id)).toEqual(['same', 'one more']);
  });
});
