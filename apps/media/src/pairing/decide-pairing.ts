/** A pairing as it stands in the database. */
export interface PairingState {
  /** Of the secret that was shown: a code ends before its token does. */
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** By hand, or because who made it could not make it any more. */
  readonly isWithdrawn: boolean;
}

export type PairingDecision = 'open' | 'used' | 'revoked' | 'expired' | 'not-found';

/**
 * Whether an invitation still holds, and else why not. Used comes first: who scanned twice is to know that it worked, also when
 * the time has passed since.
 */
export function decidePairing(state: PairingState | undefined, now: Date): PairingDecision {
  if (!state) return 'not-found';
  if (state.usedAt) return 'used';
  if (state.isWithdrawn) return 'revoked';
  return state.expiresAt.getTime() <= now.getTime() ? 'expired' : 'open';
}
