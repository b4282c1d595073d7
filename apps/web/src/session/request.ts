import { call, type Endpoint, type OutputOf, type RequestOf } from '@hearth/contracts';
import { provenFetch } from './proven-fetch.ts';
import { renewSession } from './renew-session.ts';
import { createSignedInFetch } from './signed-in-fetch.ts';

export const signedInFetch = createSignedInFetch((url, init) => fetch(url, init), renewSession);

/** The same with the proof of this browser's key, for what outlives the session. */
const provenSignedInFetch = createSignedInFetch(provenFetch, renewSession);

/** Calls an endpoint as the person who is signed in. With a signal it can be broken off. */
export function request<E extends Endpoint>(
  endpoint: E,
  input: RequestOf<E>,
  signal?: AbortSignal,
): Promise<OutputOf<E>> {
  const fetchFrom = endpoint.isProven ? provenSignedInFetch : signedInFetch;
  return call(endpoint, input, signal ? (url, init) => fetchFrom(url, { ...init, signal }) : fetchFrom);
}
