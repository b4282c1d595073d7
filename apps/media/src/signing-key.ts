import type { TokenKeys } from '@hearth/platform';
import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** The key that access tokens are signed with. It is a `KeyObject`: a PEM would be parsed anew for each token. */
export class SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly kid: string;
  /** As `/api/auth/jwks` shows it (RFC 7517). */
  readonly jwk: JsonWebKey;

  constructor(pem: string) {
    this.privateKey = createPrivateKey(pem);
    if (this.privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
      throw new Error('must be a key on the curve P-256');
    }
    this.publicKey = createPublicKey(this.privateKey);
    const jwk = this.publicKey.export({ format: 'jwk' });
    this.kid = thumbprint(jwk);
    this.jwk = { ...jwk, kid: this.kid, use: 'sig', alg: 'ES256' };
  }
}

/** RFC 7638, section 3: the required members alone, in the order of their names. */
export function thumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** Media knows its own key and need not ask itself over HTTP. */
export class LocalTokenKeys implements TokenKeys {
  constructor(private readonly key: SigningKey) {}

  find(kid: string): Promise<KeyObject | undefined> {
    return Promise.resolve(kid === this.key.kid ? this.key.publicKey : undefined);
  }
}
