import { call, login, type Endpoint, type OutputOf, type RequestOf } from '@hearth/contracts';
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export interface HouseClient {
  readonly url: string;
  /** The access token, as other clients than browsers send it. */
  readonly token: string;
  readonly refreshToken: string;
  call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<OutputOf<E>>;
  /** A request as the signed-in person, for what is not JSON or not as it should be. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** Lets this process trust the house's own authority, as a phone does that was led through it. */
export function trustAuthority(caPath: string): void {
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(caPath, 'utf8')]);
}

/** Signs in at the hub as an outside client would, over TLS and through nginx. */
export async function signInAt(
  url: string,
  { username, password }: { username: string; password: string },
): Promise<HouseClient> {
  const at = (path: string) => new URL(path, url);
  const signedIn = await call(login, { body: { username, password } }, (path, init) => fetch(at(path), init));
  const withToken = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${signedIn.token}`);
    return fetch(at(path), { ...init, headers });
  };
  return {
    url,
    token: signedIn.token,
    refreshToken: signedIn.refreshToken,
    call: (endpoint, request) => call(endpoint, request, withToken),
    fetch: withToken,
  };
}
