import { describe, expect, it } from '@jest/globals';
import { linkKeyFrom, readLinkToken, writeLinkToken, type LinkContent } from './link-token.js';

const id = (digit: string) => `0198c0de-0000-7000-8000-00000000000${digit}`;
const link = { file: id('1'), session: id('2'), user: id('3'), expires: 1_800_000_000 } as LinkContent;
const key = linkKeyFrom(Buffer.from('a secret'));
const token = writeLinkToken(link, key);
const [text = '', mac = ''] = token.split('.');

describe('the token of a link', () => {
  it.each([link, { ...link, device: id('4') } as LinkContent])('says what was signed: %j', (content) => {
    expect(readLinkToken(writeLinkToken(content, key), key)).toEqual(content);
  });

  const other = Buffer.from(JSON.stringify({ ...link, file: id('9') })).toString('base64url');
  it.each([
    ['of another file', `${other}.${mac}`],
    ['without a signature', text],
    ['with an empty signature', `${text}.`],
    ['with half a signature', `${text}.${mac.slice(0, 20)}`],
    ['with something behind it', `${token}.x`],
    ['that is nothing', ''],
    ['that is a point', '.'],
  ])('is not taken %s', (_, changed) => {
    expect(readLinkToken(changed, key)).toBeUndefined();
  });

  it('is not taken by another hub', () => {
    expect(readLinkToken(token, linkKeyFrom(Buffer.from('another secret')))).toBeUndefined();
  });
});
