import { expect, it } from '@jest/globals';
import { RefusalPace } from './refusal-pace.js';

it('refuses a thousand in ten seconds at once, and each of the others late, for each network by itself', () => {
  let now = 1;
  const pace = new RefusalPace({ now: () => now });
  const waits = Array.from({ length: 1_002 }, () => pace.waitMs('10.0.0.1'));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(1_000);
  expect(waits.slice(1_000)).toEqual([500, 500]);
  expect(pace.waitMs('10.0.0.2')).toBe(0);
  now += 10_001;
  expect(pace.waitMs('10.0.0.1')).toBe(0);
});
