import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  accessCounted,
  fileAdded,
  fileRemoved,
  problemBody,
  scanProgressed,
  sessionRevoked,
  type FileFacts,
  type PayloadOf,
} from '@hearth/contracts';
import { ACCESS_COOKIE } from '@hearth/platform';
import { GatewayRig, LiveClient, refusedUpgrade, type Gateway } from '../../test/gateway-rig.js';

jest.setTimeout(60_000);

let rig: GatewayRig;
let gateway: Gateway;
let other: Gateway;

beforeAll(async () => {
  rig = await GatewayRig.start();
  [gateway, other] = await Promise.all([rig.startGateway(), rig.startGateway()]);
});
afterAll(() => rig.stop());

let files = 0;
/** A file comes into the library; its number is in the name. */
async function addFile(folder = ''): Promise<number> {
  files += 1;
  await rig.publish(fileAdded, {
    ...{
      fileId: crypto.randomUUID(),
      name: String(files),
      folder,
      kind: 'image',
      mimeType: 'image/jpeg',
      sizeBytes: 1,
    },
    ...{
      durationSec: null,
      uploadedBy: null,
      deviceId: null,
      createdAt: new Date().toISOString(),
      state: 'ready',
    },
    revision: 1,
  } as FileFacts);
  return files;
}
const numbersOf = (client: LiveClient) =>
  client
    .events()
    .filter(({ subject }) => subject === fileAdded.subject)
    .map(({ payload }) => Number((payload as FileFacts).name));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('who is let in', () => {
  const url = () => `ws://${gateway.host}/ws/live`;
  const cookie = (token: string) => ({ cookie: `${ACCESS_COOKIE}=${token}` });

  it.each([
    ['no token', () => ({}), 401, 'auth.required'],
    ['a token that is none', () => ({ authorization: 'Bearer a.b.c' }), 401, 'auth.token-invalid'],
    [
      'an expired token',
      () => ({ authorization: `Bearer ${rig.issuer.sign('admin', { exp: 1 })}` }),
      401,
      'auth.token-expired',
    ],
    [
      'a cookie, from another site',
      () => ({ ...cookie(rig.issuer.sign('admin')), origin: 'https://evil.example' }),
      403,
      'request.forged',
    ],
    [
      'a cookie, from a page the browser calls cross-site',
      () => ({ ...cookie(rig.issuer.sign('admin')), 'sec-fetch-site': 'cross-site' }),
      403,
      'request.forged',
    ],
  ])('not with %s', async (_, headers, status, code) => {
    const answer = await refusedUpgrade(url(), headers() as Record<string, string>);
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    expect(problemBody.parse(answer.body).code).toBe(code);
  });

  it('not at another address', async () => {
    const headers = { authorization: `Bearer ${rig.issuer.sign('admin')}` };
    expect((await refusedUpgrade(`ws://${gateway.host}/ws/other`, headers)).status).toBe(404);
  });

  it('a browser with our cookie, from our page', async () => {
    const ws = await LiveClient.open(gateway, '', {
      headers: { authorization: '', ...cookie(rig.issuer.sign('viewer')), origin: `https://${gateway.host}` },
    });
    await ws.close();
  });

  it('no more than 20 times in one session', async () => {
    const token = rig.issuer.sign('viewer');
    const clients = await Promise.all(Array.from({ length: 20 }, () => LiveClient.open(gateway, token)));
    expect((await refusedUpgrade(url(), { authorization: `Bearer ${token}` })).status).toBe(429);
    await Promise.all(clients.map((client) => client.close()));
    await (await LiveClient.open(gateway, token)).close();
  });
});

describe('a subscription', () => {
  it('tells what changes in the library, each with a growing cursor', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    expect(await client.subscribe(['library'])).toMatchObject({ type: 'subscribed', topics: ['library'] });
    const first = await addFile();
    await rig.publish(fileRemoved, { fileId: crypto.randomUUID(), revision: 2 } as PayloadOf<
      typeof fileRemoved
    >);
    await client.until(() => client.events().length === 2);
    expect(numbersOf(client)).toEqual([first]);
    const [added, removed] = client.events();
    expect(added).toMatchObject({ topic: 'library', subject: fileAdded.subject });
    expect(Number(removed?.cursor?.split('-')[1])).toBeGreaterThan(Number(added?.cursor?.split('-')[1]));
    await client.close();
  });

  it('tells what is not stored, without a cursor', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('editor'));
    await client.subscribe(['library', 'analytics']);
    await rig.publish(scanProgressed, { status: 'online', found: 3, waiting: 1, done: 2 });
    await rig.publish(accessCounted, { rows: 7 });
    await client.until(() => client.events().length === 2);
    expect(client.events().map(({ topic, cursor, payload }) => ({ topic, cursor, payload }))).toEqual([
      { topic: 'library', cursor: null, payload: { status: 'online', found: 3, waiting: 1, done: 2 } },
      { topic: 'analytics', cursor: null, payload: { rows: 7 } },
    ]);
    await client.close();
  });

  it('holds only the topics that were asked for', async () => {
    const [library, analytics] = await Promise.all([
      LiveClient.open(gateway, rig.issuer.sign('admin')),
      LiveClient.open(gateway, rig.issuer.sign('admin')),
    ]);
    await Promise.all([library.subscribe(['library']), analytics.subscribe(['analytics'])]);
    await addFile();
    await rig.publish(accessCounted, { rows: 1 });
    await Promise.all([
      library.until(() => library.events().length > 0),
      analytics.until(() => analytics.events().length > 0),
    ]);
    await sleep(100);
    expect(library.events().map(({ topic }) => topic)).toEqual(['library']);
    expect(analytics.events().map(({ topic }) => topic)).toEqual(['analytics']);
    await Promise.all([library.close(), analytics.close()]);
  });

  it('to analytics is refused to a viewer', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    expect(await client.subscribe(['analytics'])).toMatchObject({ type: 'refused' });
    await rig.publish(accessCounted, { rows: 1 });
    await sleep(100);
    expect(client.events()).toEqual([]);
    await client.close();
  });
});

describe('coming back', () => {
  it('misses nothing and hears nothing twice, at one gateway or the other, while events keep coming', async () => {
    const token = rig.issuer.sign('viewer');
    const heard: number[] = [];
    let client = await LiveClient.open(gateway, token);
    await client.subscribe(['library']);
    const first = files + 1;
    let publishing = true;
    const publisher = (async () => {
      while (publishing) await addFile();
    })();
    let cursor: string | undefined;
    for (let visit = 0; visit < 20; visit += 1) {
      await sleep(60);
      cursor = client.lastCursor() ?? cursor;
      heard.push(...numbersOf(client));
      client.ws.terminate();
      await sleep(visit % 4 === 0 ? 100 : 5);
      client = await LiveClient.open(visit % 2 ? gateway : other, token);
      expect(await client.subscribe(['library'], cursor)).toMatchObject({ type: 'subscribed' });
    }
    publishing = false;
    await publisher;
    await client.until(() => numbersOf(client).at(-1) === files || heard.at(-1) === files);
    heard.push(...numbersOf(client));
    expect(heard).toEqual(range(first, files));
    await client.close();
  });

  it.each(['garbage', 'zzzz-1', '', `${'9'.repeat(90)}`])(
    'with the cursor %j it is told to fetch anew',
    async (cursor) => {
      const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
      await client.subscribe(['library'], cursor);
      await client.until(() => client.received.length === 2);
      expect(client.received.map(({ type }) => type)).toEqual(['subscribed', 'reset']);
      const added = await addFile();
      await client.until(() => numbersOf(client).length > 0);
      expect(numbersOf(client)).toEqual([added]);
      await client.close();
    },
  );

  it('after more than is remembered it is told to fetch anew', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    await client.subscribe(['library']);
    const cursor = client.lastCursor();
    await client.close();
    for (let batch = 0; batch < 30; batch += 1)
      await Promise.all(Array.from({ length: 50 }, () => addFile()));
    const again = await LiveClient.open(other, rig.issuer.sign('viewer'));
    await again.subscribe(['library'], cursor);
    await again.until(() => again.received.length >= 2);
    expect(again.received.slice(0, 2).map(({ type }) => type)).toEqual(['subscribed', 'reset']);
    await again.close();
  });

  it('to a gateway that has just started, it misses nothing either', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    await client.subscribe(['library']);
    const cursor = client.lastCursor();
    await client.close();
    const first = files + 1;
    for (let n = 0; n < 10; n += 1) await addFile();
    const fresh = await rig.startGateway();
    const again = await LiveClient.open(fresh, rig.issuer.sign('viewer'));
    await again.subscribe(['library'], cursor);
    await again.until(() => numbersOf(again).length === 10);
    expect(numbersOf(again)).toEqual(range(first, files));
    await again.close();
  });
});

describe('a socket', () => {
  it('is closed when its token expires', async () => {
    const client = await LiveClient.open(
      gateway,
      rig.issuer.sign('viewer', { exp: Math.floor(Date.now() / 1000) + 2 }),
    );
    expect(await client.closed).toEqual({ code: 4401, reason: 'sign in again' });
  });

  it('is closed within a second when its session is revoked, at whichever gateway, and no other is', async () => {
    const sid = crypto.randomUUID();
    const [here, there, bystander] = await Promise.all([
      LiveClient.open(gateway, rig.issuer.sign('viewer', { sid })),
      LiveClient.open(other, rig.issuer.sign('viewer', { sid })),
      LiveClient.open(gateway, rig.issuer.sign('viewer')),
    ]);
    const started = performance.now();
    const payload = { sessionId: sid, userId: crypto.randomUUID(), reason: 'revoked' };
    await rig.publish(sessionRevoked, payload as PayloadOf<typeof sessionRevoked>);
    expect((await here.closed).code).toBe(4401);
    expect((await there.closed).code).toBe(4401);
    expect(performance.now() - started).toBeLessThan(1_000);
    bystander.send({ type: 'ping' });
    await bystander.until(() => bystander.received.some(({ type }) => type === 'pong'));
    await bystander.close();
    const headers = { authorization: `Bearer ${rig.issuer.sign('viewer', { sid })}` };
    expect((await refusedUpgrade(`ws://${gateway.host}/ws/live`, headers)).body).toMatchObject({
      code: 'auth.session-revoked',
    });
  });

  it.each([
    ['no JSON', 'hello'],
    ['another type', '{"type":"publish"}'],
    ['no topics', '{"type":"subscribe","topics":[]}'],
    ['a topic there is not', '{"type":"subscribe","topics":["passwords"]}'],
    ['deep JSON', '['.repeat(30_000)],
    ['binary', Buffer.from([1, 2, 3])],
  ])('that sends %s is told so, and stays', async (_, message) => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    client.ws.send(message);
    client.send({ type: 'ping' });
    await client.until(() => client.received.length === 2);
    expect(client.received.map(({ type }) => type)).toEqual(['refused', 'pong']);
    await client.close();
  });

  it('that sends too large a message is closed', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    client.ws.send('x'.repeat(64 * 1024 + 1));
    expect((await client.closed).code).toBe(1009);
  });

  it('that floods is closed', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    for (let n = 0; n < 100; n += 1) client.send({ type: 'ping' });
    expect((await client.closed).code).toBe(1008);
    expect(client.received.length).toBeLessThan(100);
  });

  it('that does not read is cut off, and takes nothing from those that do', async () => {
    const [slow, quick] = await Promise.all([
      LiveClient.open(gateway, rig.issuer.sign('viewer')),
      LiveClient.open(gateway, rig.issuer.sign('viewer')),
    ]);
    await Promise.all([slow.subscribe(['library']), quick.subscribe(['library'])]);
    slow.ws.pause();
    const sockets = async () =>
      Number(/^hearth_live_sockets (\d+)$/m.exec((await gateway.app.inject('/metrics')).body)?.[1]);
    expect(await sockets()).toBe(2);
    const first = files + 1;
    for (let n = 0; n < 200; n += 1) await addFile('x'.repeat(100_000));
    await quick.until(() => numbersOf(quick).length === 200);
    expect(numbersOf(quick)).toEqual(range(first, files));
    for (let tries = 0; tries < 100 && (await sockets()) > 1; tries += 1) await sleep(100);
    expect(await sockets()).toBe(1);
    slow.ws.terminate();
    await quick.close();
  });

  it('is told when the hub goes away, which does not wait for it', async () => {
    const leaving = await rig.startGateway();
    const client = await LiveClient.open(leaving, rig.issuer.sign('viewer'));
    const started = performance.now();
    await leaving.app.close();
    expect((await client.closed).code).toBe(1001);
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

describe('when the stream is lost', () => {
  it('browsers are told to fetch anew, and hear what comes then', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    await addFile();
    await client.subscribe(['library']);
    const before = client.lastCursor();
    await rig.stores.nats.stop();
    rmSync(join(rig.stores.folder, 'nats', 'nats'), { recursive: true, force: true });
    await rig.stores.nats.start();
    await client.until(() => client.received.some(({ type }) => type === 'reset'), 40_000);
    const added = await addFile();
    await client.until(() => numbersOf(client).includes(added));
    expect(client.lastCursor()?.split('-')[0]).not.toBe(before?.split('-')[0]);
    await client.close();
  });
});
