import { describe, expect, it } from '@jest/globals';
import { decideRotation, REFRESH_TOKEN_LIFETIME_MS, REUSE_GRACE_MS } from './rotate-refresh-token.js';

const now = new Date('2026-03-01T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const fresh = {
  expiresAt: ago(-REFRESH_TOKEN_LIFETIME_MS),
  usedAt: null,
  sessionRevokedAt: null,
  awaitedUntil: null,
};

describe('decideRotation', () => {
  it.each([
    ['was never used', {}, 'rotate'],
    ['expires in this moment', { expiresAt: now }, 'expired'],
    ['expires in a millisecond', { expiresAt: ago(-1) }, 'rotate'],
    ['was used just now', { usedAt: now }, 'repeat'],
    ['was used at the end of the grace', { usedAt: ago(REUSE_GRACE_MS) }, 'repeat'],
    ['was used before the grace', { usedAt: ago(REUSE_GRACE_MS + 1) }, 'revoke-family'],
    ['was used by a clock ahead of ours', { usedAt: ago(-50) }, 'repeat'],
    ['was used by a clock far ahead of ours', { usedAt: ago(-REUSE_GRACE_MS - 1) }, 'revoke-family'],
    ['was used long ago for an answer that got lost', { usedAt: ago(9e7), awaitedUntil: ago(-1) }, 'repeat'],
    [
      'was used for an answer that got lost and has expired',
      { usedAt: ago(9e7), awaitedUntil: now },
      'expired',
    ],
    ['was used, and has expired since', { usedAt: ago(86_400_000), expiresAt: ago(1) }, 'revoke-family'],
    ['belongs to an ended session', { sessionRevokedAt: ago(1) }, 'already-revoked'],
    ['was used and belongs to an ended session', { usedAt: now, sessionRevokedAt: now }, 'already-revoked'],
  ] as const)('a token that %s', (_, state, decision) => {
    expect(decideRotation({ ...fresh, ...state }, now)).toBe(decision);
  });
});
