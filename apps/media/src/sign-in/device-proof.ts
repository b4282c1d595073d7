import { devicePublicKey } from '@hearth/contracts';
import { EmbeddedJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { thumbprint } from '../signing-key.js';

/** How far the clock of a device may be off. The answer's header `Date` tells it by how much it is. */
export const PROOF_LIFETIME_SEC = 60;

export interface DeviceProof {
  /** Of the key that it was made with; whether that is the right one is the caller's to say. */
  readonly thumbprint: string;
  /** Each may be used once. */
  readonly jti: string;
}

interface ProvenRequest {
  readonly method: string;
  /** As the header `Host` says. */
  readonly host: string;
  readonly path: string;
}

const proofClaims = z.object({
  htm: z.string(),
  htu: z.url({ protocol: /^https$/ }),
  jti: z.string().min(8).max(200),
  iat: z.number(),
});

/**
 * Checks a proof that its sender has the private half of a key, for this one request (RFC 9449, section 4.3). Undefined when
 * it proves nothing.
 */
export async function checkDeviceProof(
  proof: string,
  request: ProvenRequest,
  now: Date,
): Promise<DeviceProof | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: now,
    });
    // Strict: a proof that holds the private half has given its key away.
    const key = devicePublicKey.strict().parse(protectedHeader.jwk);
    const { htm, htu, jti, iat } = proofClaims.parse(payload);
    const { host, pathname } = new URL(htu);
    const isForThis = htm === request.method && host === request.host && pathname === request.path;
    const isRecent = Math.abs(now.getTime() / 1000 - iat) <= PROOF_LIFETIME_SEC;
    return isForThis && isRecent ? { thumbprint: thumbprint(key), jti } : undefined;
  } catch {
    return undefined;
  }
}
