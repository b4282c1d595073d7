import { findToken, HearthError } from '@hearth/platform';
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a member shows with its requests: 32 random bytes in base64url. */
export function newMemberToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of it. It is random, so a fast hash cannot be guessed backwards. */
export function hashOfMemberToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The token that a request shows (RFC 6750, section 2.1). Throws `auth.required`. */
export function memberTokenOf(request: { readonly headers: IncomingHttpHeaders }): string {
  const source = findToken(request);
  if (source?.via !== 'bearer') throw new HearthError('auth.required');
  return source.token;
}
