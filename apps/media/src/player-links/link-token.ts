import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { deviceId, fileId, sessionId, userId } from '@hearth/contracts';
import { z } from 'zod';

const content = z.object({
  file: fileId,
  session: sessionId,
  user: userId,
  device: deviceId.optional(),
  /** In seconds of Unix time. */
  expires: z.int(),
});
/** For whom a link was made, to which file, and until when. */
export type LinkContent = z.infer<typeof content>;

/** A key for these links alone, from the secret that every copy of media has (RFC 5869). */
export function linkKeyFrom(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'hearth player links', 32));
}

/** The content and its HMAC-SHA256 (RFC 2104), both in base64url, with a point between. */
export function writeLinkToken(link: LinkContent, key: Buffer): string {
  const text = Buffer.from(JSON.stringify(link)).toString('base64url');
  return `${text}.${macOf(text, key).toString('base64url')}`;
}

/** Undefined for what this key did not sign. Whether it has expired is for the caller to look at. */
export function readLinkToken(token: string, key: Buffer): LinkContent | undefined {
  const [text = '', mac = '', ...rest] = token.split('.');
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(text, key);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return undefined;
  return content.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
}

function macOf(text: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
