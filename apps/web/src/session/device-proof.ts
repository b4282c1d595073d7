import type { DevicePublicKey } from '@hearth/contracts';

interface ProvenRequest {
  readonly method: string;
  /** Whole, without query and fragment. */
  readonly url: string;
}

interface ProofFacts {
  readonly publicKey: DevicePublicKey;
  readonly request: ProvenRequest;
  readonly atMs: number;
  /** Unlike that of any other proof. */
  readonly id: string;
}

/** Signs bytes with the private half: `r` and `s`, 32 bytes each (RFC 7518, section 3.4), as WebCrypto does. */
export type Sign = (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

/** The JWT of the header `DPoP`: whoever sends this request holds the key (RFC 9449, section 4.2). */
export async function assembleProof(facts: ProofFacts, sign: Sign): Promise<string> {
  const { publicKey, request, atMs, id } = facts;
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey };
  const claims = { htm: request.method, htu: request.url, iat: Math.floor(atMs / 1000), jti: id };
  const content = [header, claims].map((part) => encode(utf8(JSON.stringify(part)))).join('.');
  return `${content}.${encode(new Uint8Array(await sign(utf8(content))))}`;
}

/** How far this device's clock is behind the hub's, from the `Date` of an answer; 0 when it does not say. */
export function clockOffsetMs(date: string | null, nowMs: number): number {
  const hubMs = Date.parse(date ?? '');
  return Number.isNaN(hubMs) ? 0 : hubMs - nowMs;
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** base64url without padding (RFC 7515, appendix C). */
function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
