import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { DeviceKey } from '../../test/device-key.js';
import { checkDeviceProof } from './device-proof.js';
import { thumbprint } from '../signing-key.js';

const key = new DeviceKey();
const now = new Date();
const seconds = Math.floor(now.getTime() / 1000);
const request = { method: 'POST', host: 'hub.local:8443', path: '/api/auth/refresh' };
const check = (proof: string) => checkDeviceProof(proof, request, now);

describe('checkDeviceProof', () => {
  it('says which key it was made with, and its id', async () => {
    expect(await check(key.prove({ claims: { jti: 'the-only-one' } }))).toEqual({
      thumbprint: thumbprint({ ...key.publicKey }),
      jti: 'the-only-one',
    });
  });

  it.each([
    ['the query of the address left out', { htu: 'https://hub.local:8443/api/auth/refresh?a=b#c' }],
    ['a clock a minute behind', { iat: seconds - 59 }],
    ['a clock a minute ahead', { iat: seconds + 60 }],
  ])('takes one with %s', async (_, claims) => {
    expect(await check(key.prove({ claims }))).toBeDefined();
  });

  it.each<[string, () => string]>([
    ['for another method', () => key.prove({ claims: { htm: 'GET' } })],
    ['for another path', () => key.prove({ claims: { htu: 'https://hub.local:8443/api/auth/login' } })],
    ['for another host', () => key.prove({ claims: { htu: 'https://evil.example/api/auth/refresh' } })],
    ['for another port', () => key.prove({ claims: { htu: 'https://hub.local/api/auth/refresh' } })],
    ['for plain HTTP', () => key.prove({ claims: { htu: 'http://hub.local:8443/api/auth/refresh' } })],
    ['without an address', () => key.prove({ claims: { htu: undefined } })],
    ['that is too old', () => key.prove({ claims: { iat: seconds - 62 } })],
    ['from the future', () => key.prove({ claims: { iat: seconds + 62 } })],
    ['without a time', () => key.prove({ claims: { iat: undefined } })],
    ['without an id', () => key.prove({ claims: { jti: undefined } })],
    ['with an id of any length', () => key.prove({ claims: { jti: 'x'.repeat(201) } })],
    ['that has expired', () => key.prove({ claims: { exp: seconds - 1 } })],
    ['of another type', () => key.prove({ header: { typ: 'JWT' } })],
    ['of no type', () => key.prove({ header: { typ: undefined } })],
    ['without a key', () => key.prove({ header: { jwk: undefined } })],
    ['that gives the private key away', () => key.prove({ header: { jwk: key.privateJwk } })],
    ['signed with another key', () => key.prove({ signedWith: new DeviceKey().privateKey })],
    ['without a signature', () => key.prove({ header: { alg: 'none' } }).replace(/[^.]*$/, '')],
    ['of another algorithm', () => key.prove({ header: { alg: 'ES384' } })],
    ['with a key of another curve', () => proofByP384()],
    [
      'that was changed',
      () => key.prove().replace(/^[^.]*/, key.prove({ header: { kid: 'x' } }).split('.')[0] ?? ''),
    ],
    ['that is nonsense', () => 'a.b.c'],
    ['that is empty', () => ''],
  ])('refuses one %s', async (_, make) => {
    expect(await check(make())).toBeUndefined();
  });
});

function proofByP384(): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return key.prove({ header: { jwk: publicKey.export({ format: 'jwk' }) }, signedWith: privateKey });
}
