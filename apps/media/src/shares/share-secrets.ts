import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/** What a link's address ends in: 16 random bytes in base64url. */
export function newShareCode(): string {
  return randomBytes(16).toString('base64url');
}

/** What the database keeps of a code. It is random, so a fast hash cannot be guessed backwards. */
export function hashOfShareCode(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

/** A key for share tokens alone, from the secret that every copy of media has (RFC 5869). */
export function shareTokenKeyFrom(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'hearth share tokens', 32));
}
