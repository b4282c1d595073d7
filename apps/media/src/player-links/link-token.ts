import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { FileId, SessionId } from '@hearth/contracts';
import { parse, stringify } from 'uuid';

/** By whose session a file was opened to players, and until when. */
export interface PlayerLink {
  readonly sessionId: SessionId;
  /** Unix time. */
  readonly expiresSec: number;
}

const SESSION_BYTES = 16;
const EXPIRES_BYTES = 4;
/** Half of the HMAC, which is as strong as is needed (RFC 2104, section 5) and shorter in an address. */
const MAC_BYTES = 16;
const SIGNED_BYTES = SESSION_BYTES + EXPIRES_BYTES;
const TOKEN = /^[\w-]{48}$/;

/** A key for these links alone, from the secret that every copy of media has (RFC 5869). */
export function linkKeyFrom(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'hearth player links', 32));
}

/** 48 letters of base64url: the session, the time, and the HMAC-SHA256 of both and of the file, which the address names already. */
export function writeLinkToken({ sessionId, expiresSec }: PlayerLink, file: FileId, key: Buffer): string {
  const signed = Buffer.alloc(SIGNED_BYTES);
  signed.set(parse(sessionId));
  signed.writeUInt32BE(expiresSec, SESSION_BYTES);
  return Buffer.concat([signed, macOf(signed, file, key)]).toString('base64url');
}

/** Undefined for what this key did not sign for this file. Whether it has expired is for the caller to look at. */
export function readLinkToken(token: string, file: FileId, key: Buffer): PlayerLink | undefined {
  if (!TOKEN.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const signed = bytes.subarray(0, SIGNED_BYTES);
  if (!timingSafeEqual(bytes.subarray(SIGNED_BYTES), macOf(signed, file, key))) return undefined;
  const sessionId = stringify(signed.subarray(0, SESSION_BYTES)) as SessionId;
  return { sessionId, expiresSec: signed.readUInt32BE(SESSION_BYTES) };
}

function macOf(signed: Uint8Array, file: FileId, key: Buffer): Buffer {
  return createHmac('sha256', key).update(signed).update(parse(file)).digest().subarray(0, MAC_BYTES);
}
