import { describe, expect, it } from '@jest/globals';
import type { FileId, SessionId } from '@hearth/contracts';
import { linkKeyFrom, readLinkToken, writeLinkToken } from './link-token.js';

const FILE = '0198c0de-0000-7000-8000-000000000001' as FileId;
const OTHER = '0198c0de-0000-7000-8000-000000000002' as FileId;
const link = { sessionId: '0198c0de-0000-7000-8000-000000000003' as SessionId, expiresSec: 3_900_000_000 };
const key = linkKeyFrom(Buffer.from('a secret'));
const token = writeLinkToken(link, FILE, key);

/** With one bit of one byte turned over. */
function bent(at: number): string {
  const bytes = Buffer.from(token, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

describe('the token of a link', () => {
  it('says what was signed, in 48 letters', () => {
    expect(readLinkToken(token, FILE, key)).toEqual(link);
    expect(token).toHaveLength(48);
  });

  it.each(Array.from({ length: 36 }, (_, at) => at))('is not taken with another byte at %d', (at) => {
    expect(readLinkToken(bent(at), FILE, key)).toBeUndefined();
  });

  it.each([
    ['a part of it', token.slice(0, -1)],
    ['with something behind it', `${token}A`],
    ['nothing', ''],
    ['other letters', `${token.slice(0, -1)}.`],
  ])('is not taken: %s', (_, changed) => {
    expect(readLinkToken(changed, FILE, key)).toBeUndefined();
  });

  it('is not taken for another file, nor by another hub', () => {
    expect(readLinkToken(token, OTHER, key)).toBeUndefined();
    expect(readLinkToken(token, FILE, linkKeyFrom(Buffer.from('another secret')))).toBeUndefined();
  });
});
