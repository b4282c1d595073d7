import { webcrypto } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { devicePublicKey } from '@hearth/contracts';
import { assembleProof, clockOffsetMs } from './device-proof.ts';

const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

async function makeProof() {
  const { publicKey, privateKey } = await webcrypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign', 'verify'],
  );
  const jwk = devicePublicKey.parse(await webcrypto.subtle.exportKey('jwk', publicKey));
  const proof = await assembleProof(
    {
      publicKey: jwk,
      request: { method: 'POST', url: 'https://hearth.local:8443/api/auth/refresh' },
      atMs: 1_800_000_000_999,
      id: 'proof-1',
    },
    (bytes) => webcrypto.subtle.sign(SIGNING, privateKey, bytes),
  );
  return { proof, jwk, publicKey };
}

describe('the proof of a device key', () => {
  it('says which request it is for, when it was made, and with which key', async () => {
    const { proof, jwk } = await makeProof();
    const [header, claims] = proof
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown);
    expect(header).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk });
    expect(claims).toEqual({
      htm: 'POST',
      htu: 'https://hearth.local:8443/api/auth/refresh',
      iat: 1_800_000_000,
      jti: 'proof-1',
    });
  });

  it('is signed over header and claims, in base64url without padding', async () => {
    const { proof, publicKey } = await makeProof();
    expect(proof).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{86}$/);
    const [header, claims, signature] = proof.split('.');
    const isGood = await webcrypto.subtle.verify(
      SIGNING,
      publicKey,
      Buffer.from(signature ?? '', 'base64url'),
      Buffer.from(`${header}.${claims}`),
    );
    expect(isGood).toBe(true);
  });
});

describe('clockOffsetMs', () => {
  const noon = Date.UTC(2026, 10, 21, 12);
  it.each([
    ['Sat, 21 Nov 2026 12:05:00 GMT', 300_000],
    ['Sat, 21 Nov 2026 11:59:00 GMT', -60_000],
    ['soon', 0],
    [null, 0],
  ])('of the date %s is %d ms', (date, offset) => {
    expect(clockOffsetMs(date, noon)).toBe(offset);
  });
});
