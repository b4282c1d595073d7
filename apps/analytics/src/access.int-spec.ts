import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  endpoints,
  problemBody,
  ROLES,
  sessionOutdated,
  sessionRevoked,
  type PayloadOf,
} from '@hearth/contracts';
import { eventually, findOpenOperatorRoutes, ROUTE_MATRIX } from '@hearth/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AnalyticsRig, ANNA, BEN, FILM, SERVICE_TOKEN } from '../test/analytics-rig.js';

jest.setTimeout(180_000);

let rig: AnalyticsRig;
let app: NestFastifyApplication;

beforeAll(async () => {
  rig = await AnalyticsRig.start({ postgres: 'own' });
  app = await rig.startCopy();
});
afterAll(() => rig.stop());

const own = Object.values(endpoints).filter(({ service }) => service === 'analytics');

const ME = '0198e1a0-0000-7000-8000-0000000000ee';

async function ask(url: string, token?: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE' = 'GET') {
  const response = await app.inject({
    ...{ url, method, headers: token ? { authorization: `Bearer ${token}` } : {} },
    ...(method === 'POST' || method === 'PATCH' ? { payload: {} } : {}),
  });
  const isProblem = response.headers['content-type']?.toString().startsWith('application/problem+json');
  return {
    status: response.statusCode,
    code: isProblem ? problemBody.parse(response.json()).code : undefined,
  };
}

it('shows itself at its port to who may see it alone', async () => {
  await eventually(async () => (await ask('/health/ready')).status === 200);
  const findings = await findOpenOperatorRoutes({
    service: 'analytics',
    routed: rig.routed,
    ask: async (url, token) => (await ask(url, token)).status,
    adminToken: rig.issuer.sign('admin'),
  });
  expect(findings).toEqual([]);
});

describe.each(own.map((endpoint) => [endpoint.name, endpoint] as const))('%s', (name, { path, method }) => {
  // Their own, of a file that nobody knows, with nothing that is asked for: who is let in hears that.
  const address = path.replace(':id', ME);
  const call = (token?: string) => ask(address, token, method as 'GET');

  it('needs a token', async () => {
    expect(await call()).toEqual({ status: 401, code: 'auth.required' });
  });

  it('takes no token that has expired or is not ours', async () => {
    const expired = rig.issuer.sign('admin', { exp: Math.floor(Date.now() / 1000) - 1 });
    expect(await call(expired)).toEqual({ status: 401, code: 'auth.token-expired' });
    expect(await call(rig.issuer.sign('admin', { aud: 'capture' }))).toEqual({
      status: 401,
      code: 'auth.token-invalid',
    });
    expect(await call(`${rig.issuer.sign('admin').slice(0, -4)}AAAA`)).toEqual({
      status: 401,
      code: 'auth.token-invalid',
    });
  });

  it.each(ROLES)('answers a %s as the matrix says', async (role) => {
    const { status, code } = await call(rig.issuer.sign(role, { sub: ME }));
    if (ROUTE_MATRIX[name as keyof typeof ROUTE_MATRIX][role] === 'in')
      expect([200, 204, 400, 404]).toContain(status);
    else expect({ status, code }).toEqual({ status: 403, code: 'auth.forbidden' });
  });
});

describe('what is somebody else’s', () => {
  it.each([
    ['GET', `/api/analytics/users/${ANNA}`],
    ['PATCH', `/api/analytics/users/${ANNA}`],
    ['DELETE', `/api/analytics/users/${ANNA}/history`],
    ['GET', `/api/analytics/heatmap?fileId=${FILM}`],
  ] as const)('is not for an editor: %s %s', async (method, url) => {
    await rig.database.query(
      `INSERT INTO analytics.files (file_id, name, uploaded_by, revision) VALUES ('${FILM}', 'film.mp4', '${ANNA}', 1)
       ON CONFLICT DO NOTHING`,
    );
    const body = method === 'PATCH' ? { payload: { isNamed: true } } : {};
    const headers = { authorization: `Bearer ${rig.issuer.sign('editor', { sub: ME })}` };
    expect((await app.inject({ method, url, headers, ...body })).statusCode).toBe(403);
    const owner = { authorization: `Bearer ${rig.issuer.sign('editor', { sub: ANNA })}` };
    expect((await app.inject({ method, url, headers: owner, ...body })).statusCode).toBeLessThan(300);
  });
});

describe('ingest', () => {
  const event = () => ({
    ...{
      type: 'played',
      id: crypto.randomUUID(),
      playbackId: crypto.randomUUID(),
      fileId: FILM,
      userId: BEN,
    },
    ...{ segments: [[0, 40]], at: new Date().toISOString() },
  });
  const send = (token: string, ...events: unknown[]) =>
    app.inject({
      method: 'POST',
      url: '/api/analytics/ingest',
      headers: { authorization: `Bearer ${token}` },
      payload: { events },
    });

  it('takes events of services, each once', async () => {
    const one = event();
    expect((await send(SERVICE_TOKEN, one, event())).json()).toEqual({ accepted: 2 });
    expect((await send(SERVICE_TOKEN, one, one)).json()).toEqual({ accepted: 0 });
  });

  it.each([`${SERVICE_TOKEN}x`, SERVICE_TOKEN.slice(1), 'x'])('takes none by %s', async (token) => {
    expect((await send(token, event())).statusCode).toBe(401);
  });
});

describe('a session that was changed elsewhere', () => {
  const popular = (token: string) => ask('/api/analytics/popular', token);

  it.each([
    ['ended', sessionRevoked, { reason: 'revoked' }, 'auth.session-revoked'],
    ['given other rights', sessionOutdated, { version: 1 }, 'auth.token-expired'],
  ] as const)('is known to be %s as soon as the event comes', async (_, event, change, code) => {
    const sid = crypto.randomUUID();
    const token = rig.issuer.sign('editor', { sid });
    expect((await popular(token)).status).toBe(200);
    const payload = { sessionId: sid, userId: crypto.randomUUID(), ...change };
    await rig.publish<typeof event>(event, payload as PayloadOf<typeof event>);
    const answer = await eventually(
      () => popular(token),
      ({ status }) => status === 401,
    );
    expect(answer).toEqual({ status: 401, code });
  });

  it('is taken with a token of after the change', async () => {
    const sid = crypto.randomUUID();
    const payload = { sessionId: sid, userId: crypto.randomUUID(), version: 1 };
    await rig.publish(sessionOutdated, payload as PayloadOf<typeof sessionOutdated>);
    await eventually(
      () => popular(rig.issuer.sign('admin', { sid })),
      ({ status }) => status === 401,
    );
    expect((await popular(rig.issuer.sign('admin', { sid, ver: 1 }))).status).toBe(200);
  });
});

describe('while NATS is away', () => {
  beforeAll(() => rig.stores.nats.kill());
  afterAll(() => rig.stores.nats.start());
  afterEach(() => void (rig.issuer.refusals = []));

  const popularAt = async (copy: NestFastifyApplication, token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await copy.inject({ url: '/api/analytics/popular', headers })).statusCode;
  };

  it('a copy that runs and one that starts take no token of a session that was ended', async () => {
    const sid = crypto.randomUUID();
    const token = rig.issuer.sign('editor', { sid });
    rig.issuer.refusals = [{ sessionId: sid, version: null }];
    expect(await popularAt(await rig.startCopy(), token)).toBe(401);
    await eventually(
      () => popularAt(app, token),
      (status) => status === 401,
    );
    expect(await popularAt(app, rig.issuer.sign('editor'))).toBe(200);
  });

  it('a copy that cannot ask media either takes no token at all', async () => {
    rig.issuer.refusals = undefined;
    const copy = await rig.startCopy();
    expect(await popularAt(copy, rig.issuer.sign('editor'))).toBe(503);
    rig.issuer.refusals = [];
    await eventually(
      () => popularAt(copy, rig.issuer.sign('editor')),
      (status) => status === 200,
    );
  });
});

describe('analytics', () => {
  it('answers each of its endpoints by one route', () => {
    // Fastify refuses to have a route twice.
    const routes = app.getHttpAdapter().getInstance();
    for (const { path, method } of own)
      expect(routes.hasRoute({ method: method as 'GET', url: path })).toBe(true);
  });

  it('says 404 where there is nothing', async () => {
    expect(await ask('/api/analytics/nothing', rig.issuer.sign('admin'))).toEqual({
      status: 404,
      code: 'request.not-found',
    });
  });

  it('says 503 while the database is away, never worse, and is well again after', async () => {
    const popular = () => ask('/api/analytics/popular', rig.issuer.sign('admin'));
    const seen = new Set<number>();
    const until = (wanted: number) =>
      eventually(popular, ({ status }) => seen.add(status) && status === wanted);
    await rig.stores.postgres.kill();
    // A server process that was left behind may still answer one query.
    expect(await until(503)).toEqual({ status: 503, code: 'service.unavailable' });
    expect((await app.inject('/health/ready')).statusCode).toBe(503);
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    await rig.stores.postgres.start();
    await until(200);
    expect([...seen].sort()).toEqual([200, 503]);
  });
});
