import { call, type Endpoint, type OutputOf, type RequestOf } from '@hearth/contracts';
import { provenFetch } from './proven-fetch.ts';
import { renewSession } from './renew-session.ts';
import { createSignedInFetch } from './signed-in-fetch.ts';

export const signedInFetch = createSignedInFetch((url, init) => fetch(url, init), renewSession);

/** The same with the proof of this browser's key, for what outlives the session. */
const provenSignedInFetch = createSignedInFetch(provenFetch, renewSession);

/** Calls an endpoint as the person who is signed in. */
export function request<E extends Endpoint>(endpoint: E, input: RequestOf<E>): Promise<OutputOf<E>> {
  return call(endpoint, input, endpoint.isProven ? provenSignedInFetch : signedInFetch);
}
