import { ACCESS_COOKIE, ACCESS_TOKEN_LIFETIME_MS, REFRESH_COOKIE } from '@hearth/platform';
import { stringifySetCookie } from 'cookie';

/** `Set-Cookie` lines for browsers, which then need not keep tokens where scripts can read them. */
export function sessionCookies(tokens: {
  token: string;
  refreshToken: string;
  refreshLifetimeMs: number;
}): string[] {
  return [
    cookie(ACCESS_COOKIE, tokens.token, ACCESS_TOKEN_LIFETIME_MS),
    cookie(REFRESH_COOKIE, tokens.refreshToken, tokens.refreshLifetimeMs),
  ];
}

export function clearedSessionCookies(): string[] {
  return [cookie(ACCESS_COOKIE, '', 0), cookie(REFRESH_COOKIE, '', 0)];
}

/** The prefix `__Host-` wants `Secure`, `Path=/` and no `Domain` (RFC 6265bis, section 4.1.3.2). */
function cookie(name: string, value: string, lifetimeMs: number): string {
  return stringifySetCookie({
    name,
    value,
    maxAge: lifetimeMs / 1000,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'strict',
  });
}
