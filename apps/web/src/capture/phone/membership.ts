const TOKEN_KEY = 'hearth.capture.token';
const DEVICE_KEY = 'hearth.capture.device';
const MEMBERSHIP = 'hearth.capture.session.';

/** This phone, for as long as the tab is open: a page that is loaded again is still the same camera. */
export function ownDeviceId(): string {
  const known = sessionStorage.getItem(DEVICE_KEY);
  const id = known ?? crypto.randomUUID();
  sessionStorage.setItem(DEVICE_KEY, id);
  return id;
}

export function findMembership(sessionId: string | undefined): string | undefined {
  return (sessionId !== undefined && sessionStorage.getItem(MEMBERSHIP + sessionId)) || undefined;
}

export function keepMembership(sessionId: string, streamToken: string): void {
  sessionStorage.setItem(MEMBERSHIP + sessionId, streamToken);
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
