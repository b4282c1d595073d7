import { describe, expect, it } from '@jest/globals';
import { decidePairing } from './decide-pairing.js';

const now = new Date('2026-03-01T12:00:00Z');
const at = (ms: number) => new Date(now.getTime() + ms);
const fresh = { expiresAt: at(60_000), usedAt: null, isWithdrawn: false };

describe('decidePairing', () => {
  it.each([
    ['was just made', {}, 'open'],
    ['ends in a millisecond', { expiresAt: at(1) }, 'open'],
    ['ends in this moment', { expiresAt: now }, 'expired'],
    ['was used', { usedAt: at(-1) }, 'used'],
    ['was used and would have ended since', { usedAt: at(-2), expiresAt: at(-1) }, 'used'],
    ['was withdrawn', { isWithdrawn: true }, 'revoked'],
    ['was withdrawn and would have ended since', { isWithdrawn: true, expiresAt: at(-1) }, 'revoked'],
  ] as const)('one that %s', (_, state, decision) => {
    expect(decidePairing({ ...fresh, ...state }, now)).toBe(decision);
  });

  it('one that nobody made', () => expect(decidePairing(undefined, now)).toBe('not-found'));
});
