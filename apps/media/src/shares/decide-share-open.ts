import type { SHARE_STATES } from '@hearth/contracts';

export interface ShareLimits {
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly uses: number;
  readonly maxUses: number | null;
}

export type ShareState = (typeof SHARE_STATES)[number];

/** Whether a link may be opened, and why not. What its maker did counts before what time did. */
export function decideShareOpen({ expiresAt, revokedAt, uses, maxUses }: ShareLimits, now: Date): ShareState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt <= now) return 'expired';
  return maxUses !== null && uses >= maxUses ? 'used-up' : 'open';
}

const LONGEST_TOKEN_MS = 12 * 3_600_000;

/** When a token that is issued now ends: after twelve hours, and never later than its link. */
export function decideTokenEnd(expiresAt: Date, now: Date): Date {
  return new Date(Math.min(expiresAt.getTime(), now.getTime() + LONGEST_TOKEN_MS));
}
