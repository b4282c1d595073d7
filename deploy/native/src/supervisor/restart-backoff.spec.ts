import { describe, expect, it } from '@jest/globals';
import { RestartBackoff } from './restart-backoff.ts';

describe('the pause before a restart', () => {
  it('grows from 0.2 s to 5 s while the part keeps dying', () => {
    const backoff = new RestartBackoff();
    expect([0, 10, 500, 0, 0, 0, 0].map((ranForMs) => backoff.nextDelayMs(ranForMs))).toEqual([
      200, 400, 800, 1600, 3200, 5000, 5000,
    ]);
  });

  it('is short again after half a minute of health', () => {
    const backoff = new RestartBackoff();
    for (let death = 0; death < 6; death += 1) backoff.nextDelayMs(0);
    expect(backoff.nextDelayMs(29_999)).toBe(5000);
    expect(backoff.nextDelayMs(30_000)).toBe(200);
  });
});
