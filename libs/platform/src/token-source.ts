import { parseCookie } from 'cookie';

export const ACCESS_COOKIE = '__Host-hearth_access';
export const REFRESH_COOKIE = '__Host-hearth_refresh';

interface RequestHead {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface TokenSource {
  readonly token: string;
  readonly via: 'bearer' | 'cookie';
}

/** The access token of a request: a bearer token (RFC 6750, section 2.1) wins over the cookie. */
export function findToken({ headers }: RequestHead): TokenSource | undefined {
  const bearer = /^Bearer +([\w.~+/-]+=*)$/i.exec(one(headers['authorization']) ?? '')?.[1];
  if (bearer) return { token: bearer, via: 'bearer' };
  const cookie = findCookie(headers, ACCESS_COOKIE);
  return cookie ? { token: cookie, via: 'cookie' } : undefined;
}

export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** What a program sends with every request to sign in: a name and a password, in UTF-8 (RFC 7617, section 2). */
export function findBasicCredentials({ headers }: RequestHead): BasicCredentials | undefined {
  const encoded = /^Basic +([\w+/-]{1,2000}={0,2})$/i.exec(one(headers['authorization']) ?? '')?.[1];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

export function findCookie(headers: RequestHead['headers'], name: string): string | undefined {
  const header = one(headers['cookie']);
  return header ? parseCookie(header)[name] || undefined : undefined;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that rides on cookies may come from another site (CSRF). Unsafe methods and WebSocket upgrades must
 * be ours by `Sec-Fetch-Site` (Fetch Metadata) or, where a client does not send that, by an `Origin` that equals `Host`.
 */
export function isFromOtherSite(request: RequestHead): boolean {
  const isUpgrade = one(request.headers['upgrade'])?.toLowerCase() === 'websocket';
  if (SAFE_METHODS.has(request.method ?? 'GET') && !isUpgrade) return false;
  const origin = one(request.headers['origin']);
  if (origin !== undefined && hostOf(origin) !== one(request.headers['host'])) return true;
  const site = one(request.headers['sec-fetch-site']);
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
