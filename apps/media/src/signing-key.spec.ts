import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { SigningKey, thumbprint } from './signing-key.js';

function pem(namedCurve: string): string {
  return generateKeyPairSync('ec', { namedCurve })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

describe('thumbprint', () => {
  it('is of the required members alone, in their order', () => {
    const jwk = { crv: 'P-256', kty: 'EC', x: 'X', y: 'Y' };
    expect(thumbprint({ y: 'Y', use: 'sig', x: 'X', kty: 'EC', crv: 'P-256' })).toBe(thumbprint(jwk));
    expect(thumbprint({ ...jwk, x: 'Z' })).not.toBe(thumbprint(jwk));
  });
});

describe('SigningKey', () => {
  it('shows its public half only', () => {
    const { jwk, kid } = new SigningKey(pem('prime256v1'));
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    expect(jwk['kid']).toBe(kid);
  });

  it('refuses another curve', () => {
    expect(() => new SigningKey(pem('secp384r1'))).toThrow('P-256');
  });
});
