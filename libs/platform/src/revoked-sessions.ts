import { Injectable } from '@nestjs/common';
import type { AccessTokenClaims, ProblemCode, SessionId } from '@hearth/contracts';

/** Access tokens live this long; after that a revoked session's tokens are refused by their age. */
export const ACCESS_TOKEN_LIFETIME_MS = 15 * 60_000;

/** How long nothing may be heard of revocations before no token is taken any more. */
const TRUSTED_WITHOUT_NEWS_MS = 30_000;

type Listener = (sessionId: SessionId) => void;

interface Refused {
  /** Tokens with a lower `ver` are refused; all are where the session was revoked. */
  readonly belowVersion: number;
  readonly since: number;
}

const ALL = Infinity;

/** The sessions of which there are access tokens that have not expired yet, but must not be taken any more. */
@Injectable()
export class RevokedSessions {
  /** In the order of the last change, so the oldest stands first. */
  private readonly refused = new Map<SessionId, Refused>();
  private readonly listeners = new Set<Listener>();
  private currentAt = -Infinity;

  /** Whether what is known here is complete enough to take tokens by it. */
  get isCurrent(): boolean {
    return performance.now() - this.currentAt <= TRUSTED_WITHOUT_NEWS_MS;
  }

  get wasEverCurrent(): boolean {
    return this.currentAt > -Infinity;
  }

  /** All that was refused up to then (of `performance.now()`) is known here. */
  markCurrent(at = performance.now()): void {
    this.currentAt = Math.max(this.currentAt, at);
  }

  /** Why a token of these claims is not taken, though it is genuine. Expired is what its holder can mend by a refresh. */
  findRefusal({ sid, ver = 0 }: Pick<AccessTokenClaims, 'sid' | 'ver'>): ProblemCode | undefined {
    const belowVersion = this.refused.get(sid)?.belowVersion ?? 0;
    if (ver >= belowVersion) return undefined;
    return belowVersion === ALL ? 'auth.session-revoked' : 'auth.token-expired';
  }

  /** The session was ended. */
  add(sessionId: SessionId): void {
    this.refuseBelow(ALL, sessionId);
  }

  /** What the session may do was changed, so tokens that say otherwise are out of date. */
  outdate(sessionId: SessionId, version: number): void {
    this.refuseBelow(version, sessionId);
  }

  /** Called each time that tokens of a session are refused from now on; what was opened with them must close. */
  onRefused(listener: Listener): void {
    this.listeners.add(listener);
  }

  private refuseBelow(belowVersion: number, sessionId: SessionId): void {
    this.forgetExpired();
    if ((this.refused.get(sessionId)?.belowVersion ?? 0) >= belowVersion) return;
    this.refused.delete(sessionId);
    this.refused.set(sessionId, { belowVersion, since: Date.now() });
    for (const listener of this.listeners) listener(sessionId);
  }

  private forgetExpired(): void {
    const limit = Date.now() - 2 * ACCESS_TOKEN_LIFETIME_MS;
    for (const [sessionId, { since }] of this.refused) {
      if (since > limit) break;
      this.refused.delete(sessionId);
    }
  }
}
