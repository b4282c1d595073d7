import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** A refresh token is 32 bytes that say nothing, in base64url. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of it. The token is random, so a fast hash cannot be guessed backwards. */
export function hashOfRefreshToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * The one token that can follow another. It is derived, not drawn: so a browser's second tab, which refreshes with the same
 * token a moment later, can be told the same successor, though no token is ever stored.
 */
export function successorOf(token: string, key: Buffer): string {
  return createHmac('sha256', key).update(token).digest('base64url');
}

/** A key for `successorOf` alone, from the secret that every copy of media has (RFC 5869). */
export function successionKeyFrom(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'hearth refresh-token succession', 32));
}
