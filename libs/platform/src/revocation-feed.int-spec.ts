import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionId } from '@hearth/contracts';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import { EventConsumer } from './event-consumer.js';
import { HealthChecks } from './health-checks.js';
import { Metrics } from './metrics.js';
import { NatsConnection } from './nats-connection.js';
import { ParkedEvents } from './parked-events.js';
import type { Refusal } from './refusals.js';
import { RevocationFeed } from './revocation-feed.js';
import { RevokedSessions } from './revoked-sessions.js';

let services: BackingServices;
let nats: NatsConnection;
/** What media answers; `undefined` when it is away. */
let listed: Refusal[] | undefined;
let asked: number;
const stops: (() => unknown)[] = [];

const ended = (sessionId: string): Refusal => ({ sessionId: sessionId as SessionId, version: null });

beforeAll(async () => {
  services = await startBackingServices({ nats: true });
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(() => services?.stop());

async function killNats() {
  await services.nats.kill();
  stops.push(() => services.nats.start());
}

/** A way to NATS on which nothing moves any more when it is told to hang, though connections stay and new ones are taken. */
async function startHangingWay() {
  const sockets: Socket[] = [];
  let hangs = false;
  const way = createServer((client) => {
    sockets.push(client);
    client.on('error', () => undefined);
    if (hangs) return;
    const server = connect(services.nats.port, '127.0.0.1');
    sockets.push(server);
    client.pipe(server);
    server.on('error', () => undefined).pipe(client);
  });
  way.listen(0, '127.0.0.1');
  await once(way, 'listening');
  const url = new URL(services.nats.url);
  url.port = String((way.address() as AddressInfo).port);
  const hang = () => {
    hangs = true;
    for (const socket of sockets) socket.unpipe().pause();
  };
  const close = () => {
    way.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: url.href, hang, close };
}

let isStoreHanging = false;

async function startCopy(url = services.nats.url) {
  asked = 0;
  isStoreHanging = false;
  nats = new NatsConnection(url, 'test');
  const metrics = new Metrics();
  const events = new EventConsumer(nats, metrics, new ParkedEvents(nats, metrics), new HealthChecks());
  const revoked = new RevokedSessions();
  const list = () => {
    asked += 1;
    if (isStoreHanging) return new Promise<never>(() => undefined);
    return listed ? Promise.resolve(listed) : Promise.reject(new Error('away'));
  };
  const feed = new RevocationFeed(events, nats, revoked, { list }, new HealthChecks());
  stops.push(
    () => nats.onApplicationShutdown(),
    () => events.onApplicationShutdown(),
    () => nats.beforeApplicationShutdown(),
    () => feed.onApplicationShutdown(),
  );
  await feed.onApplicationBootstrap();
  return {
    isRefused: (sid: string) => revoked.findRefusal({ sid: sid as SessionId }) !== undefined,
    revoked,
  };
}

describe('a copy of a service', () => {
  it('knows at its start what media lists, though NATS is away', async () => {
    await killNats();
    listed = [ended('before'), { sessionId: 'changed' as SessionId, version: 2 }];
    const { isRefused, revoked } = await startCopy();
    expect([isRefused('before'), isRefused('changed'), isRefused('other')]).toEqual([true, true, false]);
    expect(revoked.isCurrent).toBe(true);
  });

  it('hears of it from media as soon as NATS is lost', async () => {
    listed = [];
    const { isRefused } = await startCopy();
    await eventually(() => nats.isConnected);
    await killNats();
    listed = [ended('while away')];
    await eventually(() => isRefused('while away'));
  });

  it('takes no token before media has answered once, and asks until it does', async () => {
    listed = undefined;
    const { revoked } = await startCopy();
    await eventually(() => nats.isConnected && asked > 2);
    expect(revoked.isCurrent).toBe(false);
    listed = [];
    await eventually(() => revoked.isCurrent);
  });

  it('goes on by events while the store that media lists from hangs', async () => {
    listed = [];
    const { revoked } = await startCopy();
    let marked = 0;
    const mark = revoked.markCurrent.bind(revoked);
    revoked.markCurrent = (...times) => {
      marked += 1;
      mark(...times);
    };
    await eventually(() => marked > 0);
    isStoreHanging = true;
    const before = asked;
    await eventually(() => asked > before);
    marked = 0;
    await eventually(() => marked > 2);
  });

  it('does not mistake a NATS that hangs for one that has nothing to tell', async () => {
    listed = [];
    const { url, hang, close } = await startHangingWay();
    const { isRefused } = await startCopy(url);
    stops.push(close);
    await eventually(() => nats.isConnected);
    hang();
    await eventually(() => !nats.isConnected);
    listed = [ended('unheard')];
    await eventually(() => isRefused('unheard'));
  });
});

describe('a service that stops', () => {
  it('does not wait for a NATS that was stopped before it', async () => {
    const connection = new NatsConnection(services.nats.url, 'stopping');
    (await connection.get()).subscribe('hearth.live.>');
    await connection.ensureStream();
    await killNats();
    await eventually(() => !connection.isConnected);
    await connection.onApplicationShutdown();
    expect((await connection.get()).isClosed()).toBe(true);
  });

  it('does not wait for one that hangs meanwhile', async () => {
    const { url, hang, close } = await startHangingWay();
    stops.push(close);
    const connection = new NatsConnection(url, 'stopping');
    await connection.get();
    hang();
    await connection.onApplicationShutdown();
    expect(connection.isConnected).toBe(false);
  });
});
