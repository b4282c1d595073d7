import { describe, expect, it } from '@jest/globals';
import { clearedSessionCookies, sessionCookies } from './session-cookies.js';

describe('session cookies', () => {
  it('are for this host, HTTPS and requests of our own pages alone, and out of reach for scripts', () => {
    expect(sessionCookies({ token: 'a.b.c', refreshToken: 'r', refreshLifetimeMs: 604_800_000 })).toEqual([
      '__Host-hearth_access=a.b.c; Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Strict',
      '__Host-hearth_refresh=r; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=Strict',
    ]);
  });

  it('go away at once when cleared', () => {
    for (const line of clearedSessionCookies())
      expect(line).toMatch(/^__Host-hearth_\w+=; Max-Age=0; Path=\/; /);
  });
});
