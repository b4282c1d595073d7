import { z } from 'zod';

/** When this browser's access token was made and runs out. No secret: the token itself is in an HttpOnly cookie. */
const sessionClock = z.object({ renewedAt: z.number(), expiresAt: z.number() });
type SessionClock = z.infer<typeof sessionClock>;

const KEY = 'hearth.session-clock';

/** Kept in localStorage so that all tabs of this browser see it. */
export function findSessionClock(): SessionClock | undefined {
  try {
    return sessionClock.parse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return undefined;
  }
}

export function setSessionClock(expiresAt: string): void {
  localStorage.setItem(KEY, JSON.stringify({ renewedAt: Date.now(), expiresAt: Date.parse(expiresAt) }));
}

export function clearSessionClock(): void {
  localStorage.removeItem(KEY);
}
