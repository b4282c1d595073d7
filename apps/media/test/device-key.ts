import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { DevicePublicKey } from '@hearth/contracts';

const REFRESH_URL = 'https://hub.local:8443/api/auth/refresh';

interface Deviation {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly signedWith?: KeyObject;
}

/** A key as a browser makes it, with the proofs that come of it (RFC 9449, section 4.2). */
export class DeviceKey {
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  get publicKey(): DevicePublicKey {
    return this.pair.publicKey.export({ format: 'jwk' }) as DevicePublicKey;
  }

  get privateJwk(): object {
    return this.pair.privateKey.export({ format: 'jwk' });
  }

  get privateKey(): KeyObject {
    return this.pair.privateKey;
  }

  /** A proof for a refresh now, but for what is given otherwise. */
  prove({ header, claims, signedWith }: Deviation = {}): string {
    const signed = [
      { typ: 'dpop+jwt', alg: 'ES256', jwk: this.publicKey, ...header },
      { htm: 'POST', htu: REFRESH_URL, jti: randomUUID(), iat: Math.floor(Date.now() / 1000), ...claims },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const key = signedWith ?? this.pair.privateKey;
    const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }
}
