import { describe, expect, it } from '@jest/globals';
import { ACCESS_COOKIE, findToken, isFromOtherSite } from './token-source.js';

describe('findToken', () => {
  it.each([
    [{ authorization: 'Bearer a.b.c' }, { token: 'a.b.c', via: 'bearer' }],
    [
      { authorization: 'bearer a.b.c', cookie: `${ACCESS_COOKIE}=x.y.z` },
      { token: 'a.b.c', via: 'bearer' },
    ],
    [{ cookie: `theme=dark; ${ACCESS_COOKIE}=x.y.z` }, { token: 'x.y.z', via: 'cookie' }],
    [{ authorization: 'Basic abc' }, undefined],
    [{ authorization: 'Bearer ' }, undefined],
    [{ cookie: `${ACCESS_COOKIE}=` }, undefined],
    [{}, undefined],
  ])('reads %j as %j', (headers, found) => expect(findToken({ headers })).toEqual(found));
});

describe('isFromOtherSite', () => {
  const host = 'hub.local:8443';
  it.each([
    ['GET', { host, 'sec-fetch-site': 'cross-site' }, false],
    ['POST', { host, origin: `https://${host}`, 'sec-fetch-site': 'same-origin' }, false],
    ['POST', { host }, false],
    ['POST', { host, origin: 'https://evil.example' }, true],
    ['POST', { host, origin: 'null' }, true],
    ['DELETE', { host, 'sec-fetch-site': 'cross-site' }, true],
    ['POST', { host, 'sec-fetch-site': 'same-site' }, true],
    ['GET', { host, upgrade: 'websocket', origin: 'https://evil.example' }, true],
    ['GET', { host, upgrade: 'websocket', origin: `https://${host}` }, false],
  ])('%s with %j: %s', (method, headers, answer) =>
    expect(isFromOtherSite({ method, headers })).toBe(answer),
  );
});
