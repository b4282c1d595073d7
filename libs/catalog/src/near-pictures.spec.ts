import { expect, it } from '@jest/globals';
import { bandsNear, bandsOf, NEAR_BITS } from './near-pictures.js';

it('parts of a hash are told apart by their places', () => {
  expect(bandsOf(0x0001_0001_0001_0001n)).toEqual([1, 65_537, 131_073, 196_609]);
  expect(bandsOf(-1n)).toEqual([65_535, 131_071, 196_607, 262_143]);
});

it('whatever few bits differ, one of the parts is found', () => {
  const hash = 0x9e37_79b9_7f4a_7c15n;
  const near = new Set(bandsNear(hash));
  for (let seed = 1; seed <= 2_000; seed += 1) {
    let other = hash;
    for (let bit = 0; bit <= NEAR_BITS; bit += 1)
      other ^= 1n << BigInt((seed * 31 + bit * (seed % 17) * 7) % 64);
    expect(bandsOf(other).some((band) => near.has(band))).toBe(true);
  }
});
