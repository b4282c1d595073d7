import { describe, expect, it } from '@jest/globals';
import type { CameraModel } from '@hearth/contracts';
import { cameraOf } from './camera-model.js';

const MODEL: CameraModel = {
  ...{ deviceId: 'left', width: 1280, height: 720 },
  ...{ K: [1000, 0, 640, 0, 1010, 360, 0, 0, 1], distortion: [0.1, -0.02] },
  ...{ R: [1, 0, 0, 0, 1, 0, 0, 0, 1], t: [0, 0, 3] },
};

describe('a camera for films of a size', () => {
  it.each([
    ['as it was calibrated', { w: 1280, h: 720 }, [1000, 1010, 640, 360]],
    ['at half of it', { w: 640, h: 360 }, [500, 505, 320, 180]],
    ['whose size nobody knows', { w: null, h: null }, [1000, 1010, 640, 360]],
  ])('%s', (_, size, [fx, fy, cx, cy]) => {
    expect(cameraOf(MODEL, size)?.lens).toEqual({ fx, fy, cx, cy, k1: 0.1, k2: -0.02 });
  });

  it.each([
    ['that was turned', { w: 720, h: 1280 }],
    ['of another shape', { w: 640, h: 480 }],
  ])('is not known for a phone %s', (_, size) => {
    expect(cameraOf(MODEL, size)).toBeUndefined();
  });
});
