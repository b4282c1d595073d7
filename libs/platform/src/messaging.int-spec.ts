import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fileRemoved, sessionRevoked, type FileId, type SessionId, type UserId } from '@hearth/contracts';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource, type QueryRunner } from 'typeorm';
import { BackgroundLoop } from './background-loop.js';
import { migrate } from './database.js';
import { EventConsumer, type ReceivedEvent } from './event-consumer.js';
import { HealthChecks } from './health-checks.js';
import { Metrics } from './metrics.js';
import { NatsConnection } from './nats-connection.js';
import { createOutbox, writeToOutbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';
import { ParkedEvents } from './parked-events.js';

class CreateTestSchema1763700000000 {
  name = 'CreateTestSchema1763700000000';
  up = (runner: QueryRunner) => createOutbox(runner, 'test');
  down = () => Promise.reject(new Error('forward only'));
}

const removed = (n: number) => ({
  fileId: `01936f5e-8c1a-7000-8000-${String(n).padStart(12, '0')}` as FileId,
  revision: n,
});

/** As long as a timer can be. */
const FOREVER_MS = 2 ** 31 - 1;

let services: BackingServices;
let database: DataSource;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  services = await startBackingServices({ postgres: true, nats: true });
  await migrate(services.postgres.url, {
    name: 'test',
    entities: [],
    migrations: [CreateTestSchema1763700000000],
  });
  database = await new DataSource({ type: 'postgres', url: services.postgres.url }).initialize();
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const stop of stops.splice(0).reverse()) await stop();
});

afterAll(async () => {
  await database?.destroy();
  await services?.stop();
});

function connect() {
  const nats = new NatsConnection(services.nats.url, 'test');
  stops.push(() => nats.onApplicationShutdown());
  return nats;
}

function relayOver(nats: NatsConnection) {
  const relay = new OutboxRelay(database, nats, 'test');
  relay.onApplicationBootstrap();
  stops.push(() => relay.onApplicationShutdown());
}

function newConsumer(nats: NatsConnection) {
  const metrics = new Metrics();
  return new EventConsumer(nats, metrics, new ParkedEvents(nats, metrics), new HealthChecks());
}

function consumerOver(nats: NatsConnection) {
  const consumer = newConsumer(nats);
  stops.push(() => consumer.onApplicationShutdown());
  return consumer;
}

describe('outbox, relay and consumer', () => {
  it('delivers what was committed, in order, and nothing that was rolled back', async () => {
    const nats = connect();
    relayOver(nats);
    const got: number[] = [];
    consumerOver(nats).consume('in-order', {
      filter: 'hearth.catalog.file.*.v1',
      events: [fileRemoved],
      handle: ({ envelope }) => void got.push((envelope.payload as { revision: number }).revision),
    });
    await database.transaction((manager) =>
      writeToOutbox(
        manager,
        'test',
        fileRemoved,
        Array.from({ length: 50 }, (_, i) => removed(i)),
      ),
    );
    await database
      .transaction(async (manager) => {
        await writeToOutbox(manager, 'test', fileRemoved, [removed(999)]);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await database.transaction((manager) => writeToOutbox(manager, 'test', fileRemoved, [removed(50)]));
    await eventually(() => got.includes(50));
    expect(got.slice(0, 50).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(got).not.toContain(999);
  });

  it('delivers again what a handler failed on, and goes on past a message that is no event', async () => {
    const nats = connect();
    await nats.ensureStream();
    await (await nats.jetstream()).publish('hearth.playback.segments.played.v1', 'not json');
    await (await nats.jetstream()).publish(fileRemoved.subject, '{"id":"x"}');
    relayOver(nats);
    let tries = 0;
    consumerOver(nats).consume('fails-once', {
      filter: 'hearth.catalog.file.*.v1',
      events: [fileRemoved],
      handle: ({ envelope }) => {
        if ((envelope.payload as { revision: number }).revision !== 1000) return;
        tries += 1;
        if (tries === 1) throw new Error('the store is away');
      },
    });
    await database.transaction((manager) => writeToOutbox(manager, 'test', fileRemoved, [removed(1000)]));
    await eventually(() => tries === 2);
  });

  it.each([0, 1, 2, 4, 8, 16, 32])('stops at once, also %d ms after it was told to begin', async (ms) => {
    const nats = connect();
    await nats.ensureStream();
    const consumer = newConsumer(nats);
    const subscription = { filter: fileRemoved.subject, events: [fileRemoved], handle: () => undefined };
    consumer.consume(`stopped-${ms}`, subscription);
    consumer.follow(() => new Date(), subscription);
    await sleep(ms);
    await consumer.onApplicationShutdown();
  });

  it('stops though NATS never was there', async () => {
    const nats = new NatsConnection('nats://token@127.0.0.1:1', 'test');
    const consumer = newConsumer(nats);
    consumer.consume('never', {
      filter: fileRemoved.subject,
      events: [fileRemoved],
      handle: () => undefined,
    });
    nats.beforeApplicationShutdown();
    // With patience without end: what does not end by itself would never let it go.
    const { stop } = BackgroundLoop.prototype;
    jest.spyOn(BackgroundLoop.prototype, 'stop').mockImplementation(function (this: BackgroundLoop) {
      return stop.call(this, FOREVER_MS);
    });
    await consumer.onApplicationShutdown();
    await nats.onApplicationShutdown();
  });

  it('tells a follower that starts later what happened shortly before', async () => {
    const nats = connect();
    relayOver(nats);
    const payload = {
      sessionId: removed(1).fileId as unknown as SessionId,
      userId: removed(2).fileId as unknown as UserId,
      reason: 'logout' as const,
    };
    await database.transaction((manager) => writeToOutbox(manager, 'test', sessionRevoked, [payload]));
    await eventually(async () => (await unpublished()) === 0);
    const heard: ReceivedEvent[] = [];
    consumerOver(nats).follow(() => new Date(Date.now() - 60_000), {
      filter: sessionRevoked.subject,
      events: [sessionRevoked],
      handle: (event) => void heard.push(event),
    });
    await eventually(() => heard.length === 1);
    expect(heard[0]?.envelope.payload).toEqual(payload);
  });

  it('publishes the last days again after the store of NATS was wiped, and a consumer takes up by itself', async () => {
    const nats = connect();
    relayOver(nats);
    const got: number[] = [];
    consumerOver(nats).consume('after-wipe', {
      filter: 'hearth.catalog.file.*.v1',
      events: [fileRemoved],
      handle: ({ envelope }) => void got.push((envelope.payload as { revision: number }).revision),
    });
    await database.transaction((manager) => writeToOutbox(manager, 'test', fileRemoved, [removed(2000)]));
    await eventually(() => got.includes(2000));
    got.length = 0;
    await services.nats.wipe();
    await database.transaction((manager) => writeToOutbox(manager, 'test', fileRemoved, [removed(2001)]));
    await eventually(() => got.includes(2000) && got.includes(2001));
  });
});

async function unpublished(): Promise<number> {
  const [row] = await database.query('SELECT count(*)::int AS n FROM test.outbox WHERE published_at IS NULL');
  return row.n;
}
