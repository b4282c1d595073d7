import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../processes/free-port.ts';
import { RunningPart } from '../processes/running-part.ts';
import { ensureCertificates } from '../tls/certificates.ts';
import { nginxPart } from './nginx.ts';

let folder: string;
let port: number;
let httpPort: number;
let edge: RunningPart;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function ask(path: string, { method = 'GET', secure = false, host = 'den.local' } = {}): Promise<Answer> {
  const address = { host: '127.0.0.1', path, method, agent: false, headers: { Host: host } };
  return new Promise((resolve, reject) => {
    const outgoing = secure
      ? secureRequest({
          ...address,
          port,
          ca: readFileSync(join(folder, 'tls/ca.crt')),
          servername: 'localhost',
        })
      : request({ ...address, port: httpPort });
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.once('error', reject).end();
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-plain-'));
  for (const name of ['library', 'derived', 'web', 'access-logs', 'nginx']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'web/index.html'), '<title>the app</title>');
  await ensureCertificates(join(folder, 'tls'));
  [port, httpPort] = [await findFreePort(), await findFreePort()];
  const nobody = '127.0.0.1:9';
  edge = new RunningPart(
    nginxPart({
      folder: join(folder, 'nginx'),
      port,
      httpPort,
      bind: undefined,
      upstreams: { media: nobody, analytics: nobody, gateway: nobody },
      webFolder: join(folder, 'web'),
      libraryFolder: join(folder, 'library'),
      derivedFolder: join(folder, 'derived'),
      accessLogFolder: join(folder, 'access-logs'),
      tlsFolder: join(folder, 'tls'),
      linkSecret: 'not used here',
      edgeSecret: 'not used here',
      readyPath: '/ca.crt',
    }),
    join(folder, 'nginx.log'),
  );
  await edge.start();
});

afterAll(async () => {
  await edge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('plain HTTP', () => {
  it('shows a page that runs nothing but its own script', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(page.headers['cache-control']).toBe('no-cache');
    for (const platform of ['ios', 'android', 'macos', 'windows', 'linux']) {
      expect(page.body).toContain(`<details id="${platform}"`);
    }
  });

  it('has everything that the page refers to', async () => {
    const { body } = await ask('/');
    const paths = [...body.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map((match) => match[1] as string);
    expect(paths).toContain('/trust.js');
    for (const path of new Set(paths)) {
      expect([path, (await ask(path)).status]).toEqual([path, path === '/open' ? 308 : 200]);
    }
  });

  it.each([
    ['/ca.crt', 'application/x-x509-ca-cert', /^-----BEGIN CERTIFICATE-----/],
    ['/ca.mobileconfig', 'application/x-apple-aspen-config', /^<\?xml/],
    ['/trust.css', 'text/css', /--paper/],
    ['/trust.js', 'application/javascript', /trust-check/],
  ])('serves %s as %s', async (path, type, start) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.body).toMatch(start);
  });

  it.each([
    ['/open', '/'],
    ['/pair', '/pair'],
    ['/library?x=1', '/library?x=1'],
    ['/api/auth/login', '/api/auth/login'],
    ['/trust-check', '/trust-check'],
    ['/server.key', '/server.key'],
    ['/ca.key', '/ca.key'],
    ['/index.html', '/index.html'],
  ])('sends %s over to HTTPS, and nobody remembers where to', async (path, target) => {
    const answer = await ask(path, { host: `den.local:${httpPort}` });
    expect(answer.status).toBe(308);
    expect(answer.headers.location).toBe(`https://den.local:${port}${target}`);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('keeps the brackets of an IPv6 address', async () => {
    const { headers } = await ask('/pair', { host: `[fd00::2]:${httpPort}` });
    expect(headers.location).toBe(`https://[fd00::2]:${port}/pair`);
  });

  it('is what the app leads to for trust, under the name that was typed', async () => {
    const answer = await ask('/trust', { secure: true });
    expect([answer.status, answer.headers.location]).toEqual([307, `http://den.local:${httpPort}/`]);
  });

  it('answers what the page does not take with a problem', async () => {
    const answer = await ask('/', { method: 'POST' });
    expect([answer.status, answer.headers['content-type']]).toEqual([405, 'application/problem+json']);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 405, code: 'request.method-not-allowed' });
  });
});

describe('the check that a device trusts the certificate', () => {
  it('may be read from the page of plain HTTP, and is never kept', async () => {
    const answer = await ask('/trust-check', { secure: true });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
  });

  it('is the only answer that another origin may read', async () => {
    expect((await ask('/', { secure: true })).headers['access-control-allow-origin']).toBeUndefined();
  });
});
