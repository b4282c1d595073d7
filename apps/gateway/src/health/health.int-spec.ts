import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { endpoints, health, problemBody, type HealthReport } from '@hearth/contracts';
import { HealthChecks } from '@hearth/platform';
import { eventually, findOpenOperatorRoutes, METRICS_SECRET } from '@hearth/testing';
import { GatewayRig } from '../../test/gateway-rig.js';
import { askForHealth } from './service-health.js';

jest.setTimeout(180_000);

let rig: GatewayRig;
const servers: Server[] = [];

beforeAll(async () => {
  rig = await GatewayRig.start();
});
afterAll(() => rig.stop());
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function startService(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const answering =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const well = answering(200, { status: 'ok', checks: { postgres: { status: 'ok' } } });

async function ask(urls: Record<string, string>) {
  const { app } = await rig.startGateway({
    HEARTH_SERVICE_URLS: Object.entries(urls)
      .map((pair) => pair.join('='))
      .join(),
  });
  await eventually(async () => (await app.inject('/health/ready')).statusCode === 200);
  const response = await app.inject('/api/health');
  return { status: response.statusCode, text: response.body, report: health.response.parse(response.json()) };
}

describe('GET /api/health', () => {
  it('says that all is well when all is', async () => {
    const { status, report } = await ask({
      media: await startService(well),
      indexer: await startService(well),
    });
    expect(status).toBe(200);
    expect(report).toMatchObject({ status: 'ok', version: '0.1.0' });
    expect(Object.keys(report.services).sort()).toEqual(['gateway', 'indexer', 'media']);
  });

  it('names the service and the store that fail, and tells no more than that', async () => {
    const failing = answering(503, {
      status: 'failing',
      checks: { postgres: { status: 'failing', detail: 'connect ECONNREFUSED 10.1.2.3:5432' } },
    });
    const { status, report, text } = await ask({
      media: await startService(failing),
      indexer: await startService(well),
    });
    expect(status).toBe(503);
    expect(report.status).toBe('failing');
    expect(report.services['media']).toEqual({
      status: 'failing',
      checks: { postgres: { status: 'failing' } },
    });
    expect(report.services['indexer']?.status).toBe('ok');
    expect(text).not.toMatch(/10\.1\.2\.3|ECONN/);
  });

  it.each([
    ['is not there', () => Promise.resolve('http://127.0.0.1:1')],
    ['answers garbage', () => startService((_request, response) => response.end('<html>'))],
    ['answers something else', () => startService(answering(200, { hello: 'there' }))],
    ['never answers', () => startService(() => undefined)],
  ])('takes a service that %s as failing', async (_, start) => {
    const { status, report } = await ask({ media: await start() });
    expect(status).toBe(503);
    expect(report.services['media']?.status).toBe('failing');
  });

  describe('of a service with several copies', () => {
    const copies = async (...answers: RequestListener[]) => {
      const urls = await Promise.all(answers.map(startService));
      return askForHealth('http://media:8080', () => Promise.resolve(urls));
    };
    const hangs: RequestListener = () => undefined;
    const failing = answering(503, { status: 'failing', checks: { postgres: { status: 'failing' } } });

    it('is well while one of them works', async () => {
      expect(await copies(hangs, well)).toMatchObject({ status: 'ok' });
      expect(await copies(failing, well, hangs)).toMatchObject({ status: 'ok' });
    });

    it('is that of a copy that says what is missing, where none works', async () => {
      expect(await copies(hangs, failing)).toMatchObject({ checks: { postgres: { status: 'failing' } } });
    });

    it('is asked for again where one address stands for all and led to one that hangs', async () => {
      let asked = 0;
      const url = await startService((request, response) => {
        asked += 1;
        if (asked > 1) well(request, response);
      });
      expect(await askForHealth(url)).toMatchObject({ status: 'ok' });
    });

    it('is not well where the name stands for none', async () => {
      expect(await askForHealth('http://nobody.invalid:8080')).toMatchObject({ status: 'failing' });
    });
  });

  it('asks the services once, however many ask it', async () => {
    let asked = 0;
    const url = await startService((request, response) => {
      asked += 1;
      well(request, response);
    });
    const { app } = await rig.startGateway({ HEARTH_SERVICE_URLS: `media=${url}` });
    // Of one moment, however long a busy machine takes over them.
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    try {
      await Promise.all(Array.from({ length: 50 }, () => app.inject('/api/health')));
    } finally {
      clock.mockRestore();
    }
    expect(asked).toBe(1);
  });
});

describe("the gateway's routes", () => {
  it('are those of the contracts, one each', async () => {
    const { app } = await rig.startGateway();
    const own = Object.values(endpoints).filter(({ service }) => service === 'gateway');
    const server = app.getHttpAdapter().getInstance();
    // Fastify refuses to start where two claim one address.
    const unserved = own.filter(({ path: url, method }) => !server.hasRoute({ url, method }));
    expect(unserved.map(({ name }) => name)).toEqual([]);
    const nothing = await app.inject('/api/nothing');
    expect(nothing.statusCode).toBe(404);
    expect(problemBody.parse(nothing.json()).code).toBe('request.not-found');
  });

  it('beside them are for who reads figures and for other gateways alone', async () => {
    const { app } = await rig.startGateway();
    await eventually(async () => (await app.inject('/health/ready')).statusCode === 200);
    const ask = async (url: string, token?: string) =>
      (await app.inject({ url, headers: token ? { authorization: `Bearer ${token}` } : {} })).statusCode;
    const findings = await findOpenOperatorRoutes({
      ...{ service: 'gateway', routed: rig.routed, ask, adminToken: rig.issuer.sign('admin') },
    });
    expect(findings).toEqual([]);
  });

  it('say why a store fails only to who may see figures', async () => {
    const { app } = await rig.startGateway();
    app.get(HealthChecks).add('disk', () => {
      throw new Error('cannot open /home/anna');
    });
    const ask = async (token: string) =>
      (
        await app.inject({ url: '/health/ready', headers: { authorization: `Bearer ${token}` } })
      ).json<HealthReport>().checks['disk'];
    expect(await ask('somebody')).toEqual({ status: 'failing' });
    expect(await ask(METRICS_SECRET)).toEqual({ status: 'failing', detail: 'cannot open /home/anna' });
  });
});
