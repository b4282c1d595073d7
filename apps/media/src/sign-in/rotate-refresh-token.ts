export const REFRESH_TOKEN_LIFETIME_MS = 7 * 86_400_000;
/** A phone that lies in a drawer for weeks is still one of the house. */
export const DEVICE_REFRESH_TOKEN_LIFETIME_MS = 30 * 86_400_000;
/** Two tabs of a browser share a cookie and may refresh at the same moment; a retry on a bad link comes as late. */
export const REUSE_GRACE_MS = 10_000;

interface PresentedToken {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly sessionRevokedAt: Date | null;
  /** Of a session whose key was proven just now: the end of the successor, while nobody has presented that. */
  readonly awaitedUntil: Date | null;
}

/**
 * `rotate`: exchange it for its successor. `repeat`: it was exchanged a moment ago, or the answer never arrived at the holder of
 * the session's key; tell the same successor again.
 * `revoke-family`: a used token came back, so there are two holders and one of them is a thief (RFC 9700, section 4.14.2).
 */
export type Rotation = 'rotate' | 'repeat' | 'revoke-family' | 'already-revoked' | 'expired';

export function decideRotation(token: PresentedToken, now: Date): Rotation {
  const { expiresAt, usedAt, sessionRevokedAt, awaitedUntil } = token;
  if (sessionRevokedAt) return 'already-revoked';
  if (!usedAt) return hasPassed(expiresAt, now) ? 'expired' : 'rotate';
  // Both ways: a clock that was set back must not make the grace longer.
  if (Math.abs(now.getTime() - usedAt.getTime()) <= REUSE_GRACE_MS) return 'repeat';
  if (!awaitedUntil) return 'revoke-family';
  return hasPassed(awaitedUntil, now) ? 'expired' : 'repeat';
}

function hasPassed(end: Date, now: Date): boolean {
  return end.getTime() <= now.getTime();
}
