import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fileRemoved, type EventDefinition } from '@hearth/contracts';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import {
  AckPolicy,
  DeliverPolicy,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { z } from 'zod';
import { ensureDurable } from './durable.js';
import { EventConsumer } from './event-consumer.js';
import { ensureStreamIs, EVENT_STREAM, WANTED_STREAM, type StreamWishes } from './event-stream.js';
import { HealthChecks } from './health-checks.js';
import { Metrics } from './metrics.js';
import { NatsConnection } from './nats-connection.js';
import { ParkedEvents } from './parked-events.js';

let services: BackingServices;
let nats: NatsConnection;
let manager: JetStreamManager;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  services = await startBackingServices({ nats: true });
  nats = new NatsConnection(services.nats.url, 'test');
  manager = await jetstreamManager(await nats.get());
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await manager.streams.delete(EVENT_STREAM);
});
afterAll(async () => {
  await nats?.onApplicationShutdown();
  await services?.stop();
});

const FILTER = 'hearth.catalog.file.*.v1';
/** The stream and its consumer as version 0.1.0 made them. */
const FIRST_SUBJECTS = ['hearth.catalog.>', 'hearth.identity.>', 'hearth.playback.>'];
const makeFirstStream = () =>
  manager.streams.add({
    name: EVENT_STREAM,
    subjects: FIRST_SUBJECTS,
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    max_age: nanos(8 * 86_400_000),
    max_bytes: 1024 ** 3,
    duplicate_window: nanos(120_000),
  });
const makeFirstDurable = () =>
  manager.consumers.add(EVENT_STREAM, {
    durable_name: 'files',
    filter_subject: FILTER,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(30_000),
    max_ack_pending: 500,
  });

const NEWER = {
  ...WANTED_STREAM,
  subjects: [...WANTED_STREAM.subjects, 'hearth.tomorrow.>'],
  max_bytes: 1.5 * 1024 ** 3,
};

async function tell(subject: string, revision: number, payload: object = {}): Promise<void> {
  const js = await nats.jetstream();
  const fileId = crypto.randomUUID();
  const envelope = { id: crypto.randomUUID(), occurredAt: new Date().toISOString(), correlationId: 'test' };
  await js.publish(subject, JSON.stringify({ ...envelope, payload: { fileId, revision, ...payload } }));
}

/** A copy that hears of files, and fails on those of a revision. */
function startCopy({
  events = [fileRemoved],
  filter = FILTER,
  failsOn,
  health = new HealthChecks(),
}: {
  events?: EventDefinition[];
  filter?: string;
  failsOn?: number;
  health?: HealthChecks;
} = {}) {
  const metrics = new Metrics();
  const parked = new ParkedEvents(nats, metrics);
  const consumer = new EventConsumer(nats, metrics, parked, health);
  stops.push(() => consumer.onApplicationShutdown());
  const heard: number[] = [];
  consumer.consume('files', {
    filter,
    events,
    handle: ({ envelope }) => {
      const { revision } = envelope.payload as { revision: number };
      if (revision === failsOn) throw new Error('cannot be handled');
      heard.push(revision);
    },
  });
  return { heard, parked };
}

describe('a stream of the version before', () => {
  it('grows in place, and nothing that was in it or came meanwhile is lost', async () => {
    await makeFirstStream();
    await makeFirstDurable();
    await tell(fileRemoved.subject, 1);
    const { created } = await manager.streams.info(EVENT_STREAM);
    const grown = await ensureStreamIs(manager, EVENT_STREAM, NEWER);
    expect(grown.created).toBe(created);
    expect(grown.config.subjects).toEqual([...NEWER.subjects].sort());
    expect(grown.config.max_bytes).toBe(NEWER.max_bytes);
    await tell('hearth.tomorrow.thing.made.v1', 1);
    await tell(fileRemoved.subject, 2);
    // A copy of this version finds nothing to change, and hears all of it.
    expect((await ensureStreamIs(manager, EVENT_STREAM, WANTED_STREAM)).config).toEqual(grown.config);
    const { heard } = startCopy();
    await eventually(() => heard.length === 2);
    expect(heard).toEqual([1, 2]);
  });

  it('is made once by copies that start together and want different things', async () => {
    // Small, as both ask the server to keep room.
    const [older, newer] = [WANTED_STREAM, NEWER].map((wishes) => ({ ...wishes, max_bytes: 1024 ** 2 }));
    const both = await Promise.all(
      [older, newer].map((wishes) => ensureStreamIs(manager, EVENT_STREAM, wishes as StreamWishes)),
    );
    expect(both[0]?.created).toBe(both[1]?.created);
    const { config } = await ensureStreamIs(manager, EVENT_STREAM, newer as StreamWishes);
    expect(config.subjects).toEqual([...NEWER.subjects].sort());
  });

  it('serves a service that may not have it grow as it is, and with what was missing once another has', async () => {
    await makeFirstStream();
    const { created } = await manager.streams.info(EVENT_STREAM);
    const gateway = new NatsConnection(services.nats.urlFor('gateway'), 'gateway');
    stops.push(() => gateway.onApplicationShutdown());
    await expect(gateway.ensureStream()).resolves.toBe(created);
    await nats.ensureStream();
    await expect(gateway.ensureStream()).resolves.toBe(created);
    const js = await gateway.jetstream();
    await expect(js.publish('hearth.capture.take.removed.v1', '{}')).resolves.toMatchObject({ seq: 1 });
  });

  it('keeps its consumer where it was, with a wider filter', async () => {
    await makeFirstStream();
    await makeFirstDurable();
    await tell(fileRemoved.subject, 1);
    const before = startCopy();
    await eventually(() => before.heard.length === 1);
    await stops.pop()?.();
    const marked = {
      ...fileRemoved,
      subject: 'hearth.catalog.tag.removed.v1',
      payload: z.object({ revision: z.int() }),
    };
    await ensureDurable(manager, 'files', 'hearth.catalog.>');
    await tell(marked.subject, 2);
    const after = startCopy({ events: [fileRemoved, marked], filter: 'hearth.catalog.>' });
    await eventually(() => after.heard.length > 0);
    expect(after.heard).toEqual([2]);
    // A copy of before leaves the filter as it is.
    await ensureDurable(manager, 'files', FILTER);
    expect((await manager.consumers.info(EVENT_STREAM, 'files')).config.filter_subject).toBe(
      'hearth.catalog.>',
    );
  });
});

describe('an event that cannot be handled', () => {
  it('is parked where nobody can read it, and those after it are handled', async () => {
    await nats.ensureStream();
    const { heard, parked } = startCopy();
    await tell(fileRemoved.subject, 1, { fileId: 'none' });
    await tell(fileRemoved.subject, 2);
    await eventually(() => heard.includes(2));
    const [event] = await eventually(
      () => parked.list(10),
      (list) => list.length > 0,
    );
    expect(event).toMatchObject({ durable: 'files', subject: fileRemoved.subject });
    expect(await parked.count()).toBe(1);
    expect(await parked.retry(event?.number ?? 0)).toBe(true);
    // Delivered again, and parked again.
    const [again] = await eventually(
      () => parked.list(10),
      ([latest]) => latest !== undefined && latest.number !== event?.number,
    );
    expect(await parked.discard(again?.number ?? 0)).toBe(true);
    expect(await parked.discard(again?.number ?? 0)).toBe(false);
    expect(await parked.retry(again?.number ?? 0)).toBe(false);
    expect(await parked.count()).toBe(0);
  });

  it('that this version does not know is passed over in the end', async () => {
    await nats.ensureStream();
    const { parked } = startCopy();
    await tell('hearth.catalog.file.admired.v1', 1);
    await eventually(
      async () => (await manager.consumers.info(EVENT_STREAM, 'files')).ack_floor.stream_seq === 1,
    );
    expect((await parked.list(10)).filter(({ subject }) => /admired/.test(subject))).toEqual([]);
  });
});
