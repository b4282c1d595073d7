import { describe, expect, it } from '@jest/globals';
import { decideDelivery } from './delivery.js';

describe('an event that was not handled', () => {
  it.each([
    ['is delivered again, soon', 'failed', 1, true, { outcome: 'again', delayMs: 2_000 }],
    ['and later and later', 'failed', 4, true, { outcome: 'again', delayMs: 16_000 }],
    ['but never later than this', 'failed', 11, true, { outcome: 'again', delayMs: 30_000 }],
    ['is parked after so many failures', 'failed', 12, true, { outcome: 'parked', delayMs: 30_000 }],
    ['but not while a store is away', 'failed', 5_000, false, { outcome: 'again', delayMs: 30_000 }],
    ['is offered to newer copies', 'unknown', 7, true, { outcome: 'again', delayMs: 1_000 }],
    ['and passed over where there is none', 'unknown', 8, true, { outcome: 'ignored', delayMs: 1_000 }],
    [
      'is parked at once where nobody can read it',
      'malformed',
      1,
      true,
      { outcome: 'parked', delayMs: 2_000 },
    ],
  ] as const)('%s', (_, trouble, deliveries, isWell, decision) => {
    expect(decideDelivery({ trouble, deliveries, isWell })).toEqual(decision);
  });
});
