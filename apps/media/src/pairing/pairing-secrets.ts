import { createHash, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto';

/** What the QR code holds: 24 random bytes in base64url. */
export function newPairingToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What a person can read out and type: six digits. */
export function newPairingCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** What the database keeps of a token. It is random, so a fast hash cannot be guessed backwards. */
export function hashOfPairingToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** What it keeps of a code. There are only a million, so that a hash without a key would be as good as the code. */
export function hashOfPairingCode(code: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(code).digest();
}

/** A key for `hashOfPairingCode` alone, from the secret that every copy of media has (RFC 5869). */
export function pairingCodeKeyFrom(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'hearth pairing codes', 32));
}
