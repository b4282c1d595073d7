import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { findFreePort } from '../processes/free-port.ts';
import { RunningPart } from '../processes/running-part.ts';
import { ensureCertificates } from '../tls/certificates.ts';
import { nginxPart } from './nginx.ts';

const ALLOWED_AT_ONCE = 256;
const STREAMS_IN_A_SESSION = 100;

let folder: string;
let port: number;
let edge: RunningPart;
let media: Server;
const held: ServerResponse[] = [];
const sessions: ClientHttp2Session[] = [];

/** Answers at once, but for /api/held: that is answered when the test says so. */
async function startMedia(): Promise<string> {
  media = createServer((incoming, answer) => {
    if (incoming.url === '/api/held') held.push(answer);
    else answer.end('at once');
  });
  media.listen(0, '127.0.0.1');
  await once(media, 'listening');
  return `127.0.0.1:${(media.address() as AddressInfo).port}`;
}

function openSession(localAddress: string): ClientHttp2Session {
  const ca = readFileSync(join(folder, 'tls/ca.crt'));
  const options = {
    host: '127.0.0.1',
    port,
    localAddress,
    ca,
    servername: 'localhost',
    ALPNProtocols: ['h2'],
  };
  const session = connect(`https://localhost:${port}`, { createConnection: () => connectTls(options) });
  sessions.push(session);
  return session;
}

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

async function answerOf(stream: ClientHttp2Stream): Promise<Answer> {
  const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return { status: Number(headers[':status']), headers, body: Buffer.concat(chunks).toString() };
}

function ask(session: ClientHttp2Session, path: string): Promise<Answer> {
  return answerOf(session.request({ ':path': path }));
}

/** Returns once nginx has passed on so many requests that are not answered yet. */
async function holdRequests(localAddress: string, count: number): Promise<Promise<Answer>[]> {
  const answers: Promise<Answer>[] = [];
  while (answers.length < count) {
    const session = openSession(localAddress);
    const more = Math.min(STREAMS_IN_A_SESSION, count - answers.length);
    for (let stream = 0; stream < more; stream += 1) answers.push(ask(session, '/api/held'));
  }
  while (held.length < count) await Promise.race([once(media, 'request'), ...answers]);
  return answers;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-crowd-'));
  for (const name of ['library', 'derived', 'web', 'access-logs', 'nginx']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'web/index.html'), '<title>the app</title>');
  await ensureCertificates(join(folder, 'tls'));
  port = await findFreePort();
  const address = await startMedia();
  const part = nginxPart({
    folder: join(folder, 'nginx'),
    port,
    httpPort: undefined,
    bind: '0.0.0.0',
    upstreams: { media: address, analytics: address, gateway: address },
    webFolder: join(folder, 'web'),
    libraryFolder: join(folder, 'library'),
    derivedFolder: join(folder, 'derived'),
    accessLogFolder: join(folder, 'access-logs'),
    tlsFolder: join(folder, 'tls'),
    linkSecret: 'not used here',
    edgeSecret: 'not used here',
    readyPath: '/ca.crt',
  });
  edge = new RunningPart(part, join(folder, 'nginx.log'));
  await edge.start();
});

afterAll(async () => {
  for (const session of sessions) session.destroy();
  await edge?.stop();
  media?.close().closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

describe('an address that asks for very much at once', () => {
  it('is refused what is too much, while others are served, and is welcome again afterwards', async () => {
    const answers = await holdRequests('127.0.0.2', ALLOWED_AT_ONCE);
    const refused = await ask(openSession('127.0.0.2'), '/api/files');
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '5' });
    expect(JSON.parse(refused.body)).toMatchObject({ status: 429, code: 'request.rate-limited' });
    expect((await ask(openSession('127.0.0.3'), '/api/files')).body).toBe('at once');

    for (const answer of held) answer.end('held');
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await ask(openSession('127.0.0.2'), '/api/files')).body).toBe('at once');
  });
});
