import { createPlayerLink, type FileSummary } from '@hearth/contracts';
import type { HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { START_TIMEOUT_MS, startHouse, waitForFile, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makePhoto } from '../media/make-photo.ts';
import { expectRefused } from './expectations.ts';
import { getRaw, sendRaw } from './raw-request.ts';

jest.setTimeout(300_000);

const UNKNOWN_ID = '01890000-0000-7000-8000-000000000000';

let house: House;
let client: HouseClient;
let photo: FileSummary;

beforeAll(async () => {
  house = await startHouse();
  client = await house.signIn();
  house.drop('photo.jpg', await makePhoto({ seed: 3, width: 800, height: 600 }));
  photo = await waitForFile(client, 'photo.jpg');
}, START_TIMEOUT_MS);
afterAll(() => house?.stop());

const asAdmin = () => ({ Authorization: `Bearer ${client.token}` });

describe('paths', () => {
  const expectNoWayIn = async (path: string) => {
    const answer = await getRaw(house.url, path, asAdmin());
    expect(answer.body).not.toMatch(/root:.*:0:0|PRIVATE KEY|# HELP/);
    if (answer.status !== 200) {
      expectRefused(answer);
      return;
    }
    // What is no route of ours, or leads out of one, is the app's own page, which then says so itself.
    expect(answer.body).toContain('<div id="root">');
    if (!path.includes('..')) expect(path).not.toMatch(/^\/(api|_|metrics|health|\.|d\/)/);
  };

  it.each([
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/d/..%2f..%2fsecrets%2flink-secret',
    '/d/../secrets/link-secret',
    '/_library/photo.jpg',
    '/_library/../data/secrets/link-secret',
    '//_library/photo.jpg',
    '/%5flibrary/photo.jpg',
    '/_derived/',
    '/_problem',
    '/metrics',
    '/metrics/',
    '/health/ready',
    '/health/live',
    '/.env',
    '/.git/config',
    '/assets/.htaccess',
    '/api/files/%00',
    '/api/files/..%2f..%2fmetrics',
    '/api/../metrics',
    '/api/files/%2e%2e%2f%2e%2e%2fhealth%2fready',
    '/api/files/....//....//etc/passwd',
    '/api/analytics/../../health/ready',
    '/api/analytics/%2e%2e%2f%2e%2e%2fmetrics',
    '/api/no-such-thing',
    '/s/..%2f..%2fetc%2fpasswd',
    '/\xff\xfe',
    '/api/files?folder=../../etc',
    '/api/files?folder=%2e%2e%2f',
    '/api/files?folder=a%00b',
    '/api/files?query=a%00b',
    '/api/files?cursor=%27%3Bdrop%20table%20files',
    '/api/files?limit=1000000000',
    '/api/files?sort=password_hash',
    '/api/files/not-an-id',
    `/api/files/${UNKNOWN_ID}`,
    `/api/files/${UNKNOWN_ID}/stream`,
    `/api/files/${UNKNOWN_ID}/thumbnail?size=../../x`,
    '/api/analytics/popular?range=1000y',
    '/api/analytics/activity?cursor=%ff',
  ])('refuses %s', (path) => expectNoWayIn(path));

  it.each([
    ['an id of 9,000 letters', `/api/files/${'a'.repeat(9_000)}`],
    ['a thousand steps down and up', `/${'a/../'.repeat(1_000)}../../etc/passwd`],
  ])('refuses %s', (_, path) => expectNoWayIn(path));

  it('does not let a client choose what nginx sends', async () => {
    const answer = await getRaw(house.url, '/api/health', { 'X-Accel-Redirect': '/_library/photo.jpg' });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  });
});

describe('an address for a player', () => {
  it('is enough by itself, for pages of others too, and only for its file', async () => {
    const { url } = await client.call(createPlayerLink, { params: { id: photo.id } });
    const path = url.slice(new URL(url).origin.length);
    const piece = await getRaw(house.url, path, { Range: 'bytes=0-9' });
    expect([piece.status, piece.headers.get('content-range')]).toEqual([206, `bytes 0-9/${photo.sizeBytes}`]);
    expect(piece.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expectRefused(await getRaw(house.url, path.replace(photo.id, UNKNOWN_ID)), 403);
    const own = await getRaw(house.url, `/api/files/${photo.id}/stream`, asAdmin());
    expect(own.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});

describe('ranges', () => {
  const ask = (range: string) =>
    getRaw(house.url, `/api/files/${photo.id}/stream`, { ...asAdmin(), Range: range });

  it.each([
    ['bytes=0-0', 206],
    ['bytes=-1', 206],
    ['bytes=0-', 206],
    ['bytes=0-99999999', 206],
    ['bytes=-99999999', 206],
    ['items=0-1', 200],
  ])('answers %s with %d', async (range, status) => {
    expect((await ask(range)).status).toBe(status);
  });

  it.each([
    ...['bytes=99999999-', 'bytes=99999999-100000000', 'bytes=-0', 'bytes=18446744073709551616-'],
    // What means nothing may be ignored or rejected (RFC 9110, section 14.2); we reject it.
    ...['bytes=5-2', 'bytes=', 'bytes=abc', 'bytes=0-0;', 'bytes 0-1', 'bytes=--1', 'bytes=0x0-0x1'],
  ])('says to %s that there is no such range, and how many bytes there are', async (range) => {
    const answer = await ask(range);
    expectRefused(answer, 416);
    expect(answer.headers.get('content-range')).toBe(`bytes */${photo.sizeBytes}`);
  });

  it.each([
    ['a thousand ranges', Array.from({ length: 1_000 }, (_, index) => `${index}-${index}`).join(',')],
    ['overlapping ranges', Array.from({ length: 200 }, () => '0-').join(',')],
  ])('does not multiply a file by %s', async (_, ranges) => {
    const answer = await ask(`bytes=${ranges}`);
    expect([200, 206, 400, 416, 431]).toContain(answer.status);
    expect(answer.body.length).toBeLessThan(photo.sizeBytes * 2 + 10_000);
  });
});

describe('header lines', () => {
  it.each([
    ['a header of 64 KiB', `X-Long: ${'x'.repeat(65_536)}\r\n`],
    ['a thousand headers', Array.from({ length: 1_000 }, (_, n) => `X-${n}: ${'y'.repeat(40)}\r\n`).join('')],
    ['a length and chunks at once', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n'],
    ['a length that is no number', 'Content-Length: -1\r\n'],
    ['an unknown transfer coding', 'Transfer-Encoding: chunked, identity\r\n'],
    ['two hosts', 'Host: evil.example\r\n'],
    ['a NUL in a value', 'X-Nul: a\0b\r\n'],
    ['a control character in a value', 'X-Odd: a\x01b\r\n'],
  ])('refuses %s', async (_, lines) => {
    const { host } = new URL(house.url);
    const answer = await sendRaw(
      house.url,
      `POST /api/auth/login HTTP/1.1\r\nHost: ${host}\r\n${lines}Connection: close\r\n\r\n`,
    );
    if (answer.status !== 0) expectRefused(answer);
  });

  it.each([
    ['no host', 'GET /api/health HTTP/1.1\r\n\r\n'],
    ['no protocol we know', 'GET /api/health HTTP/9.9\r\n\r\n'],
    ['no request at all', '\0\x01\x02\x03\r\n\r\n'],
    ['a method of its own', 'HACK /api/files HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['TRACE', 'TRACE /api/files HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['CONNECT', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\nConnection: close\r\n\r\n'],
    [
      'a body that is no JSON',
      'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\nConnection: close\r\n\r\n{"a":',
    ],
    [
      'a body of another type',
      'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 4\r\nConnection: close\r\n\r\n<a/>',
    ],
    [
      'an endless body',
      'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n',
    ],
  ])('refuses a request with %s', async (_, request) => {
    const answer = await sendRaw(house.url, request);
    if (answer.status !== 0) expectRefused(answer);
  });

  it('does not let a line break in an address make a header', async () => {
    const answer = await getRaw(house.url, '/api/files/%0d%0aSet-Cookie:%20evil=1', asAdmin());
    expectRefused(answer, 400, 404);
    expect(answer.headers.get('set-cookie')).toBeUndefined();
    const plain = await sendRaw(
      house.url,
      'GET http://x/%0d%0aX-Evil:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(plain.headers.has('x-evil')).toBe(false);
  });

  it('takes who asked from the token and the connection, never from what the client says', async () => {
    const agent = `forger-${Date.now()}`;
    await getRaw(house.url, `/api/files/${photo.id}/stream`, {
      ...asAdmin(),
      'User-Agent': `${agent}"\\<script>`,
      'X-Forwarded-For': '6.6.6.6',
      'X-Real-IP': '6.6.6.6',
      'X-Hearth-User': 'somebody-else',
      'X-Hearth-File': UNKNOWN_ID,
    });
    const line = await waitUntil('the line is logged', () => {
      const folder = house.stack.accessLogs;
      const lines = readdirSync(folder).flatMap((name) =>
        readFileSync(join(folder, name), 'utf8').split('\n'),
      );
      return lines.find((one) => one.includes(agent));
    });
    const entry = JSON.parse(line) as Record<string, unknown>;
    expect(entry).toMatchObject({
      ip: house.stack.ownAddress,
      fileId: photo.id,
      access: 'stream',
      status: 200,
    });
    expect(entry['userId']).not.toBe('somebody-else');
    expect(entry['bytesSent']).toBe(photo.sizeBytes);
  });
});
