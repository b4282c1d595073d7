import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { problemBody, sessionOutdated, sessionRevoked, type PayloadOf } from '@hearth/contracts';
import { ACCESS_COOKIE } from '@hearth/platform';
import { eventually, METRICS_SECRET } from '@hearth/testing';
import {
  addedFiles,
  GatewayRig,
  LiveClient,
  numbers,
  refusedUpgrade,
  type Gateway,
} from '../../test/gateway-rig.js';

jest.setTimeout(180_000);

let rig: GatewayRig;
let gateway: Gateway;
let other: Gateway;

beforeAll(async () => {
  rig = await GatewayRig.start();
  [gateway, other] = await Promise.all([rig.startGateway(), rig.startGateway()]);
});
afterAll(() => rig.stop());

/** Waits until the gateway has this many: it hears of the end of one a moment after the browser. */
async function socketsBecome(count: number): Promise<void> {
  const asked = { url: '/metrics', headers: { authorization: `Bearer ${METRICS_SECRET}` } };
  const isSo = async () =>
    (await gateway.app.inject(asked)).body.includes(`\nhearth_sockets{socket="live"} ${count}\n`);
  await eventually(isSo);
}

describe('who is let in', () => {
  const INVALID = 'Bearer error="invalid_token"';
  const url = () => `ws://${gateway.host}/ws/live`;
  const cookie = (token: string) => ({ cookie: `${ACCESS_COOKIE}=${token}` });

  it.each([
    ['no token', () => ({}), 401, 'auth.required', 'Bearer'],
    ['a token that is none', () => ({ authorization: 'Bearer a.b.c' }), 401, 'auth.token-invalid', INVALID],
    [
      'an expired token',
      () => ({ authorization: `Bearer ${rig.issuer.sign('admin', { exp: 1 })}` }),
      401,
      'auth.token-expired',
      INVALID,
    ],
    [
      'a cookie, from another site',
      () => ({ ...cookie(rig.issuer.sign('admin')), origin: 'https://evil.example' }),
      403,
      'request.forged',
      undefined,
    ],
    [
      'a cookie, from a page the browser calls cross-site',
      () => ({ ...cookie(rig.issuer.sign('admin')), 'sec-fetch-site': 'cross-site' }),
      403,
      'request.forged',
      undefined,
    ],
  ])('not with %s', async (_, headers, status, code, challenge) => {
    const answer = await refusedUpgrade(url(), headers() as Record<string, string>);
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    expect(answer.challenge).toBe(challenge);
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
    await socketsBecome(0);
    await (await LiveClient.open(gateway, token)).close();
  });
});

describe('a socket', () => {
  it('is closed when its token expires', async () => {
    const client = await LiveClient.open(
      gateway,
      // So long that it has not expired before it is let in.
      rig.issuer.sign('viewer', { exp: Math.floor(Date.now() / 1000) + 5 }),
    );
    expect(await client.closed).toEqual({ code: 4401, reason: 'sign in again' });
  });

  it('is closed when its session is revoked, at whichever gateway, and no other is', async () => {
    const sid = crypto.randomUUID();
    const [here, there, bystander] = await Promise.all([
      LiveClient.open(gateway, rig.issuer.sign('viewer', { sid })),
      LiveClient.open(other, rig.issuer.sign('viewer', { sid })),
      LiveClient.open(gateway, rig.issuer.sign('viewer')),
    ]);
    const payload = { sessionId: sid, userId: crypto.randomUUID(), reason: 'revoked' };
    await rig.publish(sessionRevoked, payload as PayloadOf<typeof sessionRevoked>);
    expect((await here.closed).code).toBe(4401);
    expect((await there.closed).code).toBe(4401);
    bystander.send({ type: 'ping' });
    await bystander.until(() => bystander.received.some(({ type }) => type === 'pong'));
    await bystander.close();
    const headers = { authorization: `Bearer ${rig.issuer.sign('viewer', { sid })}` };
    expect((await refusedUpgrade(`ws://${gateway.host}/ws/live`, headers)).body).toMatchObject({
      code: 'auth.session-revoked',
    });
  });

  it('is closed when what its session may do was changed, unless its token knows of that', async () => {
    const sid = crypto.randomUUID();
    const [before, after] = await Promise.all([
      LiveClient.open(other, rig.issuer.sign('editor', { sid })),
      LiveClient.open(other, rig.issuer.sign('viewer', { sid, ver: 1 })),
    ]);
    const payload = { sessionId: sid, userId: crypto.randomUUID(), version: 1 };
    await rig.publish(sessionOutdated, payload as PayloadOf<typeof sessionOutdated>);
    expect((await before.closed).code).toBe(4401);
    after.send({ type: 'ping' });
    await after.until(() => after.received.some(({ type }) => type === 'pong'));
    await after.close();
    const headers = { authorization: `Bearer ${rig.issuer.sign('editor', { sid })}` };
    expect((await refusedUpgrade(`ws://${other.host}/ws/live`, headers)).body).toMatchObject({
      code: 'auth.token-expired',
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
    await socketsBecome(2);
    const first = rig.files + 1;
    for (let n = 0; n < 200; n += 1) await rig.addFile('x'.repeat(100_000));
    await quick.until(() => addedFiles(quick).length === 200);
    expect(addedFiles(quick)).toEqual(numbers(first, rig.files));
    await socketsBecome(1);
    slow.ws.terminate();
    await quick.close();
  });

  it('is told when the hub goes away, which does not wait for it', async () => {
    const leaving = await rig.startGateway();
    const client = await LiveClient.open(leaving, rig.issuer.sign('viewer'));
    client.ws.pause();
    await leaving.app.close();
    client.ws.resume();
    expect((await client.closed).code).toBe(1001);
  });
});

describe('while NATS is away', () => {
  beforeAll(() => rig.stores.nats.kill());
  afterAll(() => rig.stores.nats.start());

  it('sockets of a session that was ended close, and a gateway that starts lets it in no more', async () => {
    const sid = crypto.randomUUID();
    const token = rig.issuer.sign('viewer', { sid });
    const client = await LiveClient.open(gateway, token);
    rig.issuer.refusals = [{ sessionId: sid, version: null }];
    const { host } = await rig.startGateway();
    const refused = await refusedUpgrade(`ws://${host}/ws/live`, { authorization: `Bearer ${token}` });
    expect([refused.status, problemBody.parse(refused.body).code]).toEqual([401, 'auth.session-revoked']);
    await client.closed;
  });
});
