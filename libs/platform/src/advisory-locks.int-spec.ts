import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import { AdvisoryLocks, findLease } from './advisory-locks.js';

const LOCK = { scope: 'hearth.test', key: 'one' };

let services: BackingServices;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => services?.stop());

function locksAt(
  url = services.postgres.url,
  options: Partial<ConstructorParameters<typeof AdvisoryLocks>[0]> = {},
): AdvisoryLocks {
  const locks = new AdvisoryLocks({ url, applicationName: 'test locks', queryTimeoutMs: 60_000, ...options });
  ends.push(() => locks.close());
  return locks;
}

/** A way to Postgres on which nothing moves while it hangs. */
async function startHangingWay() {
  const sockets: Socket[] = [];
  const way = createServer((client) => {
    const server = connect(services.postgres.port, '127.0.0.1');
    sockets.push(client, server);
    client
      .on('error', () => undefined)
      .pipe(server.on('error', () => undefined))
      .pipe(client);
  });
  way.listen(0, '127.0.0.1');
  await once(way, 'listening');
  ends.push(() => {
    way.close();
    for (const socket of sockets) socket.destroy();
  });
  const url = new URL(services.postgres.url);
  url.port = String((way.address() as AddressInfo).port);
  return { url: url.href, hang: () => sockets.forEach((socket) => socket.unpipe().pause()) };
}

describe('advisory locks', () => {
  it('are held by one connection at a time', async () => {
    const [one, other] = [locksAt(), locksAt()];
    expect(await one.tryTake(LOCK)).toBe(true);
    expect(await other.tryTake(LOCK)).toBe(false);
    expect(await other.tryTake({ ...LOCK, key: 'two' })).toBe(true);
    await one.release(LOCK);
    expect(await other.tryTake(LOCK)).toBe(true);
  });

  it('are asked for on a new connection when the one before hangs', async () => {
    const lost: Error[] = [];
    const { url, hang } = await startHangingWay();
    // Waited for in full once; enough for what answers on a busy machine.
    const locks = locksAt(url, { queryTimeoutMs: 3_000, onLost: (error) => lost.push(error) });
    expect(await locks.tryTake(LOCK)).toBe(true);
    hang();
    await expect(locks.tryTake({ ...LOCK, key: 'two' })).rejects.toThrow('timeout');
    expect(lost).toHaveLength(1);
    expect(await locks.tryTake({ ...LOCK, key: 'three' })).toBe(true);
  });
});

describe('a lease', () => {
  const find = (url = services.postgres.url) => findLease(LOCK, { url, applicationName: 'test lease' });

  it('is had by one, and by another after it was released', async () => {
    const first = await find();
    expect(first?.isLost).toBe(false);
    expect(await find()).toBeUndefined();
    await first?.release();
    const second = await eventually(() => find());
    await second.release();
  });

  it('knows that it is lost', async () => {
    const lease = await find();
    const { rows } = await (lease?.connection.query('SELECT pg_backend_pid() AS pid') ?? { rows: [] });
    const ending = locksAt();
    await (await ending.connection()).query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    await eventually(() => lease?.isLost === true);
  });
});
