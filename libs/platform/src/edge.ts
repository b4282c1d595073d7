import type { IncomingHttpHeaders } from 'node:http';
import { isSameSecret } from './same-secret.js';

/** What nginx shows of itself: it alone knows the secret. */
const PROOF = 'x-hearth-edge';

/** What nginx says of a request, and what is believed of nobody else. */
const SAID_BY_THE_EDGE = [
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-real-ip',
  'x-request-id',
  'x-body-file',
  'forwarded',
] as const;

/**
 * Takes out of a request's headers whatever only nginx may say, unless nginx says it, and the proof, so that it stands in no log. A
 * program that talks to a service's port by itself is then a stranger with that connection's own address. Call it once.
 */
export function believeTheEdgeAlone(headers: IncomingHttpHeaders, secret: string | undefined): void {
  const isEdge = isSameSecret(headers[PROOF], secret);
  Reflect.deleteProperty(headers, PROOF);
  if (!isEdge) for (const name of SAID_BY_THE_EDGE) Reflect.deleteProperty(headers, name);
}
