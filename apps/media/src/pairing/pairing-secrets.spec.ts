import { describe, expect, it } from '@jest/globals';
import {
  hashOfPairingCode,
  hashOfPairingToken,
  newPairingCode,
  newPairingToken,
  pairingCodeKeyFrom,
} from './pairing-secrets.js';

describe('pairing secrets', () => {
  it('are 24 random bytes to scan', () => {
    expect(Buffer.from(newPairingToken(), 'base64url')).toHaveLength(24);
    expect(newPairingToken()).not.toBe(newPairingToken());
  });

  it('are six digits to type, zeros in front as well', () => {
    const codes = Array.from({ length: 2000 }, newPairingCode);
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1900);
  });

  it('are kept as hashes; a code’s cannot be found by trying all codes without the key', () => {
    expect(hashOfPairingToken('a')).not.toEqual(hashOfPairingToken('b'));
    const [one, other] = [pairingCodeKeyFrom(Buffer.from('one')), pairingCodeKeyFrom(Buffer.from('other'))];
    expect(hashOfPairingCode('123456', one)).toEqual(hashOfPairingCode('123456', one));
    expect(hashOfPairingCode('123456', one)).not.toEqual(hashOfPairingCode('123457', one));
    expect(hashOfPairingCode('123456', one)).not.toEqual(hashOfPairingCode('123456', other));
  });
});
