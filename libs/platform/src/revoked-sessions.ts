import { Injectable } from '@nestjs/common';
import type { SessionId } from '@hearth/contracts';

/** Access tokens live this long; after that a revoked session's tokens are refused by their age. */
export const ACCESS_TOKEN_LIFETIME_MS = 15 * 60_000;

type Listener = (sessionId: SessionId) => void;

/** The sessions whose access tokens have not expired yet, but must not be taken any more. */
@Injectable()
export class RevokedSessions {
  private readonly revokedAt = new Map<SessionId, number>();
  private readonly listeners = new Set<Listener>();

  has(sessionId: SessionId): boolean {
    return this.revokedAt.has(sessionId);
  }

  add(sessionId: SessionId): void {
    this.forgetExpired();
    if (this.revokedAt.has(sessionId)) return;
    this.revokedAt.set(sessionId, Date.now());
    for (const listener of this.listeners) listener(sessionId);
  }

  /** Called once for each session that is revoked from now on; what it opened must close. */
  onRevoked(listener: Listener): void {
    this.listeners.add(listener);
  }

  private forgetExpired(): void {
    const limit = Date.now() - 2 * ACCESS_TOKEN_LIFETIME_MS;
    for (const [sessionId, at] of this.revokedAt) {
      if (at > limit) break;
      this.revokedAt.delete(sessionId);
    }
  }
}
