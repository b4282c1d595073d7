import { describe, expect, it } from '@jest/globals';
import { decideTown, type NearTown } from './decide-town.js';

const town = (name: string, population: number, distanceKm: number): NearTown => ({
  ...{ name, country: 'XX', population, distanceKm },
});

describe('a position belongs to', () => {
  it.each<[string, NearTown[], string | undefined]>([
    ['no town where there is none', [], undefined],
    ['no town where the next is far away', [town('City', 3_000_000, 41)], undefined],
    ['the only one near', [town('Village', 1_200, 25)], 'Village'],
    [
      'the city whose middle is near, not the suburb beside it',
      [town('Suburb', 80_000, 3.9), town('City', 2_100_000, 4)],
      'City',
    ],
    [
      'the suburb it lies in the middle of',
      [town('Suburb', 120_000, 0.8), town('City', 2_100_000, 8)],
      'Suburb',
    ],
    [
      'the village, not the city far off',
      [town('Village', 1_500, 2), town('City', 1_000_000, 38)],
      'Village',
    ],
    ['the nearer of two alike', [town('There', 9_000, 6), town('Here', 9_000, 3)], 'Here'],
    ['one of unknown size', [town('Hamlet', 0, 3)], 'Hamlet'],
  ])('%s', (_, towns, expected) => {
    expect(decideTown(towns)?.name).toBe(expected);
  });
});
