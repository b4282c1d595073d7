import { describe, expect, it } from '@jest/globals';
import { decideShareOpen, decideTokenEnd } from './decide-share-open.js';

const now = new Date('2026-06-01T12:00:00Z');
const later = new Date('2026-06-02T12:00:00Z');
const earlier = new Date('2026-05-31T12:00:00Z');

describe('a link', () => {
  it.each([
    ['without a limit', { uses: 1000 }, 'open'],
    ['with a use left', { uses: 1, maxUses: 2 }, 'open'],
    ['whose uses are gone', { uses: 2, maxUses: 2 }, 'used-up'],
    ['whose limit was lowered below its uses', { uses: 5, maxUses: 2 }, 'used-up'],
    ['at the moment of its end', { expiresAt: now }, 'expired'],
    ['after its end', { expiresAt: earlier }, 'expired'],
    ['after its end, with no use left', { expiresAt: earlier, uses: 1, maxUses: 1 }, 'expired'],
    ['that was ended', { revokedAt: earlier }, 'revoked'],
    ['that was ended and has expired since', { revokedAt: earlier, expiresAt: earlier }, 'revoked'],
  ] as const)('%s is %3$s', (_, change, state) => {
    const limits = { expiresAt: later, revokedAt: null, uses: 0, maxUses: null, ...change };
    expect(decideShareOpen(limits, now)).toBe(state);
  });
});

describe('a token', () => {
  it.each([
    ['2026-06-01T13:00:00Z', '2026-06-01T13:00:00.000Z'],
    ['2026-06-02T00:00:00Z', '2026-06-02T00:00:00.000Z'],
    ['2026-06-02T00:00:01Z', '2026-06-02T00:00:00.000Z'],
    ['2027-06-01T12:00:00Z', '2026-06-02T00:00:00.000Z'],
  ])('of a link that ends at %s ends at %s', (expiresAt, end) => {
    expect(decideTokenEnd(new Date(expiresAt), now).toISOString()).toBe(end);
  });
});
