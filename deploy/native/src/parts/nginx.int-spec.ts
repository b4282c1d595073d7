import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { eventually } from '../fixtures/eventually.ts';
import { findFreePort } from '../processes/free-port.ts';
import { RunningPart } from '../processes/running-part.ts';
import { ensureCertificates } from '../tls/certificates.ts';
import { nginxPart } from './nginx.ts';

const LINK_SECRET = 'a secret between media and nginx';
const VIDEO = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
const VIDEO_ETAG = '"sha256-of-the-video"';
const CODE = 'A_b-'.padEnd(22, '7');
const PACKED = '.a{}'.repeat(1_000);
const DIGEST = 'ab'.padEnd(64, '0');

let folder: string;
let port: number;
let edge: RunningPart;
const stubs: Server[] = [];
let lastHeaders: IncomingMessage['headers'] = {};

/** The part under test is nginx; these stand in for the services behind it. */
async function startStub(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  stubs.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const media: RequestListener = (incoming, answer) => {
  lastHeaders = incoming.headers;
  if (incoming.url === '/api/files/hangs/stream' || incoming.url === '/api/files?hangs') return;
  if (incoming.url?.startsWith('/api/files/1/stream') === true) {
    const path =
      new URL(incoming.url, 'http://media').searchParams.get('path') ?? 'Summer%20%231/50%25%20sea.mp4';
    answer.writeHead(200, {
      'Content-Type': 'video/mp4',
      'X-Accel-Redirect': `/_library/${path}`,
      ETag: VIDEO_ETAG,
      'X-Hearth-User': 'user-1',
      'X-Hearth-Session': 'session-1',
      'X-Hearth-File': 'file-1',
      'X-Hearth-Access': 'stream',
      'X-Hearth-Playback': 'playback-1',
      'X-Hearth-Share': 'share-1',
    });
    answer.end();
    return;
  }
  const isForUploads =
    /^\/(api\/uploads|api\/dav|dav)\b/.test(incoming.url ?? '') && incoming.method !== 'PROPFIND';
  if (isForUploads && incoming.headers.authorization === undefined) {
    answer.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
    return;
  }
  if (incoming.url === '/api/files' && incoming.method === 'DELETE') {
    answer.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  answer.writeHead(200, { 'Content-Type': 'application/json', 'X-Hearth-User': 'user-1' });
  answer.end(JSON.stringify({ from: 'media', url: incoming.url }));
};

const named =
  (name: string): RequestListener =>
  (incoming, answer) => {
    answer.writeHead(200, { 'Content-Type': 'application/json', 'X-Accel-Redirect': '/_library/secret.txt' });
    answer.end(JSON.stringify({ from: name, url: incoming.url }));
  };

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

function fetchEdge(path: string, options: RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path,
        ca: readFileSync(join(folder, 'tls/ca.crt')),
        agent: false,
        ...options,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end();
  });
}

function sign(path: string, expires: number, session: string): string {
  const key = createHash('md5').update(`${expires}:${path}:${session}:${LINK_SECRET}`).digest('base64url');
  return `${path}?s=${session}&e=${expires}&k=${key}`;
}

function readLogLines(): Record<string, unknown>[] {
  return readdirSync(join(folder, 'access-logs'))
    .flatMap((name) => readFileSync(join(folder, 'access-logs', name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const findLogLine = (matches: (line: Record<string, unknown>) => boolean) =>
  eventually(() => readLogLines().findLast(matches), undefined, { what: 'the line in the access log' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hearth's nginx; {1} "));
  for (const name of ['library/Summer #1', 'derived/ab/' + DIGEST, 'web/assets', 'access-logs', 'nginx']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, 'library/Summer #1/50% sea.mp4'), VIDEO);
  writeFileSync(join(folder, 'library/secret.txt'), 'secret');
  writeFileSync(join(folder, 'outside.txt'), 'outside');
  symlinkSync(join(folder, 'outside.txt'), join(folder, 'library/link.txt'));
  writeFileSync(join(folder, 'derived/ab', DIGEST, 'grid.webp'), 'a picture');
  writeFileSync(join(folder, 'web/index.html'), '<title>Hearth</title>');
  writeFileSync(join(folder, 'web/assets/app-1a2b.js'), 'run()');
  for (const name of ['app-1a2b.js', 'app-1a2b.css'])
    writeFileSync(join(folder, `web/assets/${name}.br`), brotliCompressSync(PACKED));
  writeFileSync(join(folder, 'web/assets/app-1a2b.css'), PACKED);
  writeFileSync(join(folder, 'web/assets/app-1a2b.css.gz'), gzipSync(PACKED));
  writeFileSync(join(folder, 'web/.env'), 'hidden');
  await ensureCertificates(join(folder, 'tls'));
  port = await findFreePort();
  const upstreams = {
    media: await startStub(media),
    analytics: await startStub(named('analytics')),
    gateway: await startStub(named('gateway')),
  };
  const part = nginxPart({
    folder: join(folder, 'nginx'),
    port,
    httpPort: undefined,
    bind: undefined,
    upstreams,
    webFolder: join(folder, 'web'),
    libraryFolder: join(folder, 'library'),
    derivedFolder: join(folder, 'derived'),
    accessLogFolder: join(folder, 'access-logs'),
    tlsFolder: join(folder, 'tls'),
    linkSecret: LINK_SECRET,
    edgeSecret: 'shown to the services',
    mapTiles: 'https://tiles.example.org:8000/{z}/{x}/{y}.png',
    readyPath: '/api/health',
  });
  edge = new RunningPart(part, join(folder, 'nginx.log'));
  await edge.start();
});

afterAll(async () => {
  await edge?.stop();
  for (const stub of stubs) stub.close().closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

describe('a stream handed over by media', () => {
  it('sends the whole file with media’s type and strong ETag, and hides what is for the log', async () => {
    const answer = await fetchEdge('/api/files/1/stream');
    expect(answer.status).toBe(200);
    expect(answer.body.equals(VIDEO)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      etag: VIDEO_ETAG,
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(Object.keys(answer.headers).filter((name) => /^x-(hearth|accel)/.test(name))).toEqual([]);
  });

  it('sends one range as 206', async () => {
    const answer = await fetchEdge('/api/files/1/stream', { headers: { Range: 'bytes=1000-1999' } });
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe('bytes 1000-1999/100000');
    expect(answer.body.equals(VIDEO.subarray(1000, 2000))).toBe(true);
  });

  it('answers a range past the end with 416, the true size and a problem', async () => {
    const answer = await fetchEdge('/api/files/1/stream', { headers: { Range: 'bytes=100000-' } });
    expect(answer.status).toBe(416);
    expect(answer.headers['content-range']).toBe('bytes */100000');
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status: 416, code: 'range.not-satisfiable' });
  });

  it('sends the whole file rather than a great many ranges', async () => {
    const ranges = Array.from({ length: 50 }, (_, index) => `${index * 10}-${index * 10 + 1}`).join(',');
    const answer = await fetchEdge('/api/files/1/stream', { headers: { Range: `bytes=${ranges}` } });
    expect([answer.status, answer.body.length]).toEqual([200, VIDEO.length]);
  });

  it('honours If-Range by media’s ETag', async () => {
    const range = { Range: 'bytes=0-9' };
    const same = await fetchEdge('/api/files/1/stream', { headers: { ...range, 'If-Range': VIDEO_ETAG } });
    const other = await fetchEdge('/api/files/1/stream', { headers: { ...range, 'If-Range': '"another"' } });
    expect([same.status, other.status]).toEqual([206, 200]);
  });

  it('answers a precondition that fails with a problem', async () => {
    const answer = await fetchEdge('/api/files/1/stream', { headers: { 'If-Match': '"another"' } });
    expect(answer.status).toBe(412);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'request.precondition-failed' });
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await fetchEdge('/api/files/1/stream', { method: 'HEAD' });
    expect([answer.status, answer.headers['content-length'], answer.body.length]).toEqual([200, '100000', 0]);
  });

  it.each([
    ['a file that is not there', 'gone.mp4', 404],
    ['a link that leads out of the library', 'link.txt', 403],
    ['a path that climbs out', '..%2f..%2foutside.txt', 404],
  ])('does not send %s', async (_what, path, status) => {
    const answer = await fetchEdge(`/api/files/1/stream?path=${encodeURIComponent(path)}`);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status, code: 'file.missing-on-disk' });
    expect(answer.body.toString()).not.toContain('outside');
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it('writes one log line with who, what and the bytes that went out', async () => {
    const answer = await fetchEdge('/api/files/1/stream?token=not-for-the-log', {
      headers: { Range: 'bytes=5-14', 'User-Agent': 'a "quoted" player' },
    });
    const line = await findLogLine((entry) => entry['requestId'] === answer.headers['x-request-id']);
    expect(line).toMatchObject({
      ip: '127.0.0.1',
      method: 'GET',
      path: '/api/files/1/stream',
      status: 206,
      bytesSent: 10,
      contentRange: 'bytes 5-14/100000',
      range: 'bytes=5-14',
      userAgent: 'a "quoted" player',
      userId: 'user-1',
      sessionId: 'session-1',
      deviceId: '',
      fileId: 'file-1',
      access: 'stream',
      playbackId: 'playback-1',
      shareId: 'share-1',
      completed: 'OK',
    });
    expect(Math.abs((line['at'] as number) - Date.now() / 1000)).toBeLessThan(60);
    expect(line['requestTimeSec']).toEqual(expect.any(Number));
    const hour = new Date((line['at'] as number) * 1000).toISOString().slice(0, 13).replace(/[-T]/g, '');
    expect(readdirSync(join(folder, 'access-logs'))).toContain(`access-${hour}.json`);
  });
});

describe('a signed address', () => {
  const path = `/d/ab/${DIGEST}/grid.webp`;
  const inTenMinutes = Math.floor(Date.now() / 1000) + 600;

  it('is served by nginx alone and may be cached', async () => {
    const answer = await fetchEdge(sign(path, inTenMinutes, 'session-9'));
    expect([answer.status, answer.body.toString()]).toEqual([200, 'a picture']);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=604800, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });

  it('is logged when it is refused, and not when it is served', async () => {
    await fetchEdge(sign(path, inTenMinutes, 'served'));
    const refused = await fetchEdge(sign(path, inTenMinutes, 'refused').replace(/&k=.*/, ''));
    const line = await findLogLine((entry) => entry['requestId'] === refused.headers['x-request-id']);
    expect(line).toMatchObject({ status: 403, path, userId: '' });
    const served = readLogLines().filter((entry) => entry['path'] === path && entry['status'] === 200);
    expect(served).toEqual([]);
  });

  it('is 410 once it has expired', async () => {
    const answer = await fetchEdge(sign(path, inTenMinutes - 3600, 'session-9'));
    expect(answer.status).toBe(410);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status: 410, code: 'link.expired' });
  });

  it.each([
    ['another session', (url: string) => url.replace('session-9', 'session-8')],
    ['another expiry', (url: string) => url.replace(/e=\d+/, `e=${inTenMinutes + 1}`)],
    ['another file', (url: string) => url.replace('grid', 'preview')],
    ['no signature', (url: string) => url.replace(/&k=.*/, '')],
  ])('is 403 with %s', async (_what, tamper) => {
    const answer = await fetchEdge(tamper(sign(path, inTenMinutes, 'session-9')));
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'link.invalid' });
  });
});

describe('a signature that is right for an address that leads nowhere', () => {
  it.each(['/d/', '/d/ab/', '/d/no/such/file.webp', '/d/.hidden'])('%s', async (path) => {
    const answer = await fetchEdge(sign(path, Math.floor(Date.now() / 1000) + 600, 'session-9'));
    expect([403, 404]).toContain(answer.status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });
});

describe('routes', () => {
  it.each([
    ['/api/files', 'media'],
    ['/api', 'media'],
    ['/api/sync', 'media'],
    ['/api/analytics/popular?range=7d', 'analytics'],
    ['/api/analytics', 'analytics'],
    ['/ws/live', 'gateway'],
    ['/api/drop/sessions', 'gateway'],
    ['/api/capture/sessions', 'gateway'],
    ['/api/health', 'gateway'],
  ])('%s goes to %s as it was written', async (path, service) => {
    const answer = await fetchEdge(path);
    expect(JSON.parse(answer.body.toString())).toEqual({ from: service, url: path });
  });

  it.each([
    '/metrics',
    '/health/ready',
    '/health/live',
    '/refused-sessions',
    '/file-facts',
    '/s',
    '/s/',
    '/s/short',
    `/s/${'c'.repeat(23)}`,
    `/s/${'c'.repeat(22)}/`,
    `/s/${'c'.repeat(21)}.`,
    '/.env',
    '/_library/secret.txt',
    '/_derived/x',
    '/assets/gone.js',
  ])('%s is not there', async (path) => {
    const answer = await fetchEdge(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it.each([
    '/api/../metrics',
    '/api/%2e%2e/.env',
    '/d/../../outside.txt',
    '/..%2f..%2foutside.txt',
    '//metrics',
  ])('%s reaches nothing outside', async (path) => {
    const answer = await fetchEdge(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.toString()).not.toMatch(/outside|hidden/);
  });

  it('serves the app for every address of its own, and its hashed files forever', async () => {
    const [page, asset] = [await fetchEdge('/library/2026'), await fetchEdge('/assets/app-1a2b.js')];
    expect(page.body.toString()).toContain('Hearth');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    // The owner's own map.
    expect(page.headers['content-security-policy']).toContain(
      "img-src 'self' blob: data: https://tiles.example.org:8000;",
    );
    expect(page.headers['etag']).toBeDefined();
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['deflate', undefined, (body: Buffer) => body],
  ])('sends scripts and styles packed to who takes %s', async (taken, encoding, unpack) => {
    const answer = await fetchEdge('/assets/app-1a2b.css', { headers: { 'accept-encoding': taken } });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/css',
      vary: 'Accept-Encoding',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(unpack(answer.body).toString()).toBe(PACKED);
  });

  it('tells the browser what the first page will ask for', async () => {
    const [first, other] = [await fetchEdge('/'), await fetchEdge('/search')];
    expect(first.headers['link']).toMatch(
      /^<\/api\/auth\/me>; rel=preload;.*, <\/api\/files\/timeline\?.*, <\/api\/files\?/,
    );
    expect(other.headers['link']).toBeUndefined();
  });

  it.each(['GET', 'HEAD'])(
    'serves the page of a share link to %s without asking a service',
    async (method) => {
      lastHeaders = {};
      const answer = await fetchEdge(`/s/${CODE}?from=messenger`, { method });
      expect(answer.status).toBe(200);
      expect(answer.body.toString()).toContain(method === 'GET' ? 'Hearth' : '');
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html',
        'content-security-policy': expect.stringContaining("script-src 'self'"),
        'cache-control': 'no-cache',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
      });
      expect(lastHeaders).toEqual({});
      expect(readLogLines().some((line) => JSON.stringify(line).includes(CODE))).toBe(false);
    },
  );

  it('serves no page of a share link to who would send something there', async () => {
    expect((await fetchEdge(`/s/${CODE}`, { method: 'POST' })).status).toBe(405);
  });

  it('serves the authority’s certificate in the type phones ask for', async () => {
    const answer = await fetchEdge('/ca.crt');
    expect(answer.headers['content-type']).toBe('application/x-x509-ca-cert');
    expect(answer.body.toString()).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  it('leads to that certificate where no page of plain HTTP says how to trust it', async () => {
    const answer = await fetchEdge('/trust');
    expect([answer.status, answer.headers.location]).toEqual([307, `https://127.0.0.1:${port}/ca.crt`]);
  });

  it('lets WebSockets through to the gateway, and no other switch of protocols to anyone', async () => {
    const upgraded: string[] = [];
    for (const stub of stubs) {
      stub.on('upgrade', (incoming, socket) => {
        upgraded.push(incoming.url ?? '');
        socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      });
    }
    const upgrade = (path: string, protocol: string) =>
      new Promise<number>((resolve, reject) => {
        const headers = { Connection: 'Upgrade', Upgrade: protocol };
        const options = { host: '127.0.0.1', port, path, headers, rejectUnauthorized: false, agent: false };
        const outgoing = request(options, (incoming) => {
          incoming.resume();
          resolve(incoming.statusCode ?? 0);
        });
        outgoing.once('upgrade', (incoming, socket) => {
          socket.destroy();
          resolve(incoming.statusCode ?? 0);
        });
        outgoing.once('error', reject).end();
      });
    expect(await upgrade('/ws/live', 'websocket')).toBe(101);
    expect(await upgrade('/api/files', 'h2c')).toBe(200);
    expect(upgraded).toEqual(['/ws/live']);
    for (const stub of stubs) stub.removeAllListeners('upgrade');
  });

  it('tells the services who asks, whatever the client claims', async () => {
    const answer = await fetchEdge('/api/files', {
      headers: {
        'X-Hearth-Edge': 'a guess',
        'X-Forwarded-For': '8.8.8.8',
        'X-Request-Id': 'mine',
        'X-Forwarded-Proto': 'http',
      },
    });
    expect(lastHeaders).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-hearth-edge': 'shown to the services',
    });
    expect(lastHeaders['x-request-id']).toBe(answer.headers['x-request-id']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('what an unknown sends', () => {
  const BODY = Buffer.alloc(4 * 1024 * 1024, 'x');

  /** Sends half of a body to an address of uploads, and tells what nginx kept of it until there was an answer. */
  async function sendHalf(
    method: string,
    path = '/api/uploads',
  ): Promise<{ status: number; kept: string[] }> {
    const ca = readFileSync(join(folder, 'tls/ca.crt'));
    const headers = { 'Content-Length': BODY.length };
    const outgoing = request({
      ...{ host: '127.0.0.1', port, path, method, ca, agent: false, headers },
    });
    outgoing.write(BODY.subarray(0, BODY.length / 2));
    const kept = new Set<string>();
    const look = () =>
      readdirSync(join(folder, 'library/.hearth/staging/incoming')).forEach((n) => kept.add(n));
    const looking = setInterval(look, 5);
    const status = await new Promise<number>((resolve, reject) => {
      outgoing.once('response', (answer) => resolve(answer.statusCode ?? 0));
      outgoing.once('error', reject);
    }).finally(() => clearInterval(looking));
    look();
    outgoing.destroy();
    return { status, kept: [...kept] };
  }

  it('by WebDAV is not kept either', async () => {
    expect(await sendHalf('PUT', '/dav/film.mp4')).toEqual({ status: 401, kept: [] });
  });

  it.each(['PUT', 'GET', 'DELETE', 'OPTIONS', 'POST', 'PATCH'])(
    'to %s an address of uploads is not kept',
    async (method) => {
      const { status, kept } = await sendHalf(method);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(kept).toEqual([]);
    },
  );

  it('makes a short line in the log, however much it is', async () => {
    const long = '\\'.repeat(6_000);
    const path = `/log-line-of-a-stranger/${long}`;
    await fetchEdge(path, { headers: { 'User-Agent': long.slice(0, 2_000), Range: long.slice(0, 2_000) } });
    const line = await findLogLine(({ path: logged }) =>
      String(logged).startsWith('/log-line-of-a-stranger/'),
    );
    // A backslash is written as two.
    expect(JSON.stringify(line).length).toBeLessThan(2_500);
    expect(line['userAgent']).toBe(long.slice(0, 300));
  });

  it.each([
    '/api/files/..%2f..%2fetc%2fpasswd/stream',
    '/api/..%2f',
    '/api/%2e%2e/x',
    '/api/../app',
    '//api/..%2fapp',
    '/api%2f..%2f',
    '/API/files',
    '/Api',
    '/Api?x=1',
    '//aPI/health',
    '/API%2ffiles',
  ])('as %s is no address of the app', async (path) => {
    const answer = await fetchEdge(path);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'request.not-found' });
  });

  it.each(['/api/files/a..b', '/api/files?folder=../x', '/api/files/..%2ffiles', '/apiary'])(
    'as %s goes where it leads',
    async (path) => {
      expect((await fetchEdge(path)).status).toBe(200);
    },
  );
});

describe('errors that nginx makes', () => {
  function sendRaw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () =>
        socket.write(text),
      );
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        // nginx keeps the line open for the rest of a body that it has already refused.
        if (chunk.toString().endsWith('}')) socket.destroy();
      });
      socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
      socket.on('error', reject);
    });
  }

  it.each([
    ['a request line that makes no sense', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 400/],
    ['an address above the root', 'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 400/],
    [
      'a method of WebDAV elsewhere',
      'PROPFIND /api/files HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 405/,
    ],
    ['an address too long', `GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: x\r\n\r\n`, /^HTTP\/1\.1 414/],
    [
      'headers too large',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(9000)}\r\n\r\n`,
      /^HTTP\/1\.1 431/,
    ],
    [
      'a transfer coding that nobody knows',
      'POST /api/files HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    [
      'a method that nobody knows',
      'CONJURE /api/files HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 405/,
    ],
    [
      'a body larger than what the services take',
      `POST /api/files HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${1024 ** 2 + 1}\r\n\r\n`,
      /^HTTP\/1\.1 413/,
    ],
    [
      'a method the app does not take',
      'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      /^HTTP\/1\.1 405/,
    ],
  ])('answers %s with a problem', async (_what, text, statusLine) => {
    const answer = await sendRaw(text);
    expect(answer).toMatch(statusLine);
    expect(answer).toContain('Content-Type: application/problem+json');
    const [head, body] = answer.split('\r\n\r\n') as [string, string];
    expect(JSON.parse(body)).toMatchObject({
      status: Number(head.split(' ')[1]),
      code: expect.stringMatching(/^request\./),
    });
  });

  it('sends plain HTTP over to HTTPS', async () => {
    const location = await new Promise((resolve, reject) => {
      plainRequest({ host: '127.0.0.1', port, path: '/library?x=1' }, (answer) => {
        answer.resume();
        resolve([answer.statusCode, answer.headers.location]);
      })
        .once('error', reject)
        .end();
    });
    expect(location).toEqual([308, `https://127.0.0.1:${port}/library?x=1`]);
  });

  it('passes on once how to sign in, where media was asked twice', async () => {
    const answer = await fetchEdge('/api/uploads', { method: 'POST', headers: { 'Content-Length': 0 } });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  it('leaves it to a service to say which methods an address takes, where it does', async () => {
    const byMedia = await fetchEdge('/api/files', { method: 'DELETE' });
    const byNginx = await fetchEdge('/ca.crt', { method: 'DELETE' });
    expect([byMedia, byNginx].map(({ status, headers }) => [status, headers.allow])).toEqual([
      [405, 'GET, HEAD'],
      [405, 'GET, HEAD'],
    ]);
  });

  it.each(['/api/files/hangs/stream', '/api/files?hangs'])(
    'does not wait long for a media that hangs where it is only asked: %s',
    async (path) => {
      // Jest's patience ends before that of nginx with all other answers.
      const answer = await fetchEdge(path);
      expect(answer.status).toBe(504);
      expect(answer.headers['retry-after']).toBe('5');
      expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'service.unavailable' });
    },
    50_000,
  );

  it('says when to come back while a service is away', async () => {
    const gateway = stubs[2] as Server;
    const address = gateway.address() as AddressInfo;
    gateway.close().closeAllConnections();
    const answer = await fetchEdge('/api/health');
    expect(answer.status).toBe(502);
    expect(answer.headers['retry-after']).toBe('5');
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status: 502, code: 'service.unavailable' });
    await new Promise<void>((resolve) => gateway.listen(address.port, '127.0.0.1', resolve));
    expect((await fetchEdge('/api/health')).status).toBe(200);
  });
});
