import { describe, expect, it } from '@jest/globals';
import { boundsOf, placeOnPicture } from './skeleton.ts';

describe('a skeleton to turn around', () => {
  it.each([
    ['from the front', { yaw: 0, pitch: 0 }, [60, 70]],
    ['from the side', { yaw: Math.PI / 2, pitch: 0 }, [80, 70]],
    ['from behind', { yaw: Math.PI, pitch: 0 }, [40, 70]],
  ])('is seen %s', (_, turn, place) => {
    const seen = placeOnPicture([1, 2, 3], [0, 0, 0], 10, turn).map(Math.round);
    expect(seen).toEqual(place);
  });

  it('is in the middle, however far one point is off', () => {
    const body = Array.from({ length: 99 }, (_, index) => [1 + (index % 3) / 10, 1, 2] as const);
    const { centre, radius } = boundsOf([{ points: [...body, [900, 0, 0], null] }]);
    expect(centre).toEqual([1.1, 1, 2]);
    expect(radius).toBeLessThan(1);
  });
});
