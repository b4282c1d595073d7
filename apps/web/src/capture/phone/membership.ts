const TOKEN_KEY = 'hearth.capture.token';
const DEVICE_KEY = 'hearth.capture.device';
const MEMBERSHIP_KEY = 'hearth.capture.membership';

interface Membership {
  readonly sessionId: string;
  readonly streamToken: string;
}

/** This phone, for good: how its camera was calibrated is known again in another session. */
export function ownDeviceId(): string {
  const known = localStorage.getItem(DEVICE_KEY);
  const id = known ?? crypto.randomUUID();
  localStorage.setItem(DEVICE_KEY, id);
  return id;
}

/** Of the session that was joined last: whoever loads the page again, or scans the code again, is still the same camera. */
export function findMembership(sessionId: string | undefined): string | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(MEMBERSHIP_KEY) ?? 'null') as Membership | null;
    return kept && kept.sessionId === sessionId ? kept.streamToken : undefined;
  } catch {
    return undefined;
  }
}

export function keepMembership(membership: Membership): void {
  localStorage.setItem(MEMBERSHIP_KEY, JSON.stringify(membership));
}

/** Which session a code is for, as it says itself; only the hub can tell whether that is true. */
export function sessionOf(token: string): string | undefined {
  try {
    const [, claims = ''] = token.split('.');
    const text = atob(claims.replaceAll('-', '+').replaceAll('_', '/'));
    const { sub } = JSON.parse(text) as { sub?: string };
    return sub;
  } catch {
    return undefined;
  }
}

/** The code that was scanned, for when the page is loaded again: it has left the address bar. */
export function findCaptureToken(): string | undefined {
  return sessionStorage.getItem(TOKEN_KEY) ?? undefined;
}

export function keepCaptureToken(token: string): void {
  sessionStorage.setItem(TOKEN_KEY, token);
}

export function forgetCaptureToken(): void {
  sessionStorage.removeItem(TOKEN_KEY);
}
