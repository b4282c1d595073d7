import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import sharp from 'sharp';
import { RunningIndexer } from '../../testing/running-indexer.js';

jest.setTimeout(180_000);

let indexer: RunningIndexer;
let drawn = 0;
const at = (path: string): string => join(indexer.library, path);

/** Pictures that take a while each, no two alike. */
async function putPictures(folder: string, count: number): Promise<string[]> {
  mkdirSync(at(folder), { recursive: true });
  const names: string[] = [];
  while (names.length < count) {
    drawn += 1;
    const name = `${folder}/${drawn}.jpg`;
    names.push(name);
    const create = {
      width: 1_600,
      height: 1_200,
      channels: 3 as const,
      background: { r: drawn, g: drawn * 3, b: 99 },
    };
    writeFileSync(at(name), await sharp({ create }).jpeg().toBuffer());
  }
  return names;
}

async function countOf(folder: string, state: string): Promise<number> {
  const rows = [...(await indexer.rows()).values()];
  return rows.filter((row) => row.path.startsWith(`${folder}/`) && row.state === state).length;
}

async function countMissing(): Promise<number> {
  return [...(await indexer.rows()).values()].filter((row) => row.is_missing).length;
}

async function allReady(folder: string, count: number): Promise<void> {
  await indexer.until(`all of ${folder} are ready`, async () => (await countOf(folder, 'ready')) === count);
}

/** Each file was added once, and its indexing ended once. */
async function expectEachOnce(names: readonly string[]): Promise<void> {
  const rows = await indexer.rows();
  for (const name of names) {
    expect(await indexer.eventsOf(rows.get(name)?.id ?? '')).toEqual(['added', 'changed']);
  }
}

beforeAll(async () => {
  indexer = await RunningIndexer.prepare({ postgres: 'own' });
});

afterAll(async () => {
  await indexer?.close();
});

beforeEach(async () => {
  if (!indexer.isRunning) await indexer.start();
});

/** It says that it cannot work, or nothing at all. */
const missesAStore = () =>
  indexer.until('it has noticed', async () => {
    const answer = await indexer.get('/health/ready').catch(() => undefined);
    return answer?.status !== 200;
  });

describe('the indexer', () => {
  it('indexes all files exactly once, though it is killed again and again', async () => {
    await indexer.end('SIGKILL');
    const names = await putPictures('killed', 40);
    for (let kills = 0; kills < 3;) {
      const before = await countOf('killed', 'ready').catch(() => 0);
      await indexer.start();
      await indexer.until('it is at work', async () => (await countOf('killed', 'ready')) > before);
      expect(await indexer.end('SIGKILL')).toBe('SIGKILL');
      // A kill counts if there was something left to do.
      if ((await countOf('killed', 'ready')) < names.length) kills += 1;
      else names.push(...(await putPictures('killed', 40)));
    }
    await indexer.start();
    await allReady('killed', names.length);
    await expectEachOnce(names);
  });

  it('finishes what Redis forgot', async () => {
    const names: string[] = [];
    const redis = new Redis(indexer.services.redis.url);
    do {
      const before = names.length;
      names.push(...(await putPictures('forgotten', 30)));
      await indexer.until('it is at work', async () => (await countOf('forgotten', 'ready')) > before + 2);
      await redis.flushall();
    } while ((await countOf('forgotten', 'ready')) === names.length);
    await redis.quit();
    await allReady('forgotten', names.length);
    await expectEachOnce(names);
  });

  it('goes on after Redis and Postgres were gone', async () => {
    const names = await putPictures('interrupted', 30);
    await indexer.until('it is at work', async () => (await countOf('interrupted', 'ready')) > 2);
    await indexer.services.redis.kill();
    await missesAStore();
    await indexer.services.redis.start();
    await indexer.until('it is at work again', async () => (await countOf('interrupted', 'ready')) > 10);
    await indexer.services.postgres.stop();
    await missesAStore();
    await indexer.services.postgres.start();
    await allReady('interrupted', 30);
    await expectEachOnce(names);
  });

  it('lets another copy scan when the first is killed', async () => {
    const second = new RunningIndexer(indexer.services, indexer.database);
    await second.start();
    await indexer.end('SIGKILL');
    await putPictures('second', 3);
    await allReady('second', 3);
    expect(await second.end('SIGTERM')).toBe(0);
    await indexer.start();
  });

  it('gives back to the queue what takes longer than it may take to end', async () => {
    // Of nothing on the disk, and many minutes' work to read.
    writeFileSync(at('long.mp4'), '');
    truncateSync(at('long.mp4'), 1024 ** 4);
    const redis = new Redis(indexer.services.redis.url);
    // Whatever else there is to be looked at.
    const isIn = async (list: string): Promise<boolean> => {
      const ids = await redis.lrange(`hearth:index-look:${list}`, 0, -1);
      const jobs = await Promise.all(ids.map((id) => redis.hget(`hearth:index-look:${id}`, 'data')));
      return jobs.some((data) => data?.includes('long.mp4') === true);
    };
    await indexer.until('it is being read', () => isIn('active'));
    expect(await indexer.end('SIGTERM')).toBe(0);
    expect([await isIn('active'), await isIn('wait')]).toEqual([false, true]);
    await redis.quit();
    rmSync(at('long.mp4'));
    await indexer.start();
    await putPictures('goes on', 1);
    await allReady('goes on', 1);
    // Else the tests that follow would miss it.
    await indexer.until('it is gone', async () => !(await indexer.rows()).has('long.mp4'));
  });
});

async function countToldGone(): Promise<number> {
  const { rows } = await indexer.database.query<{ gone: number }>(
    `SELECT count(*)::int AS gone FROM catalog.outbox WHERE subject LIKE '%.file.removed.%'`,
  );
  return rows[0]?.gone ?? 0;
}

describe('a library', () => {
  it('without its marker is offline, and loses nothing', async () => {
    await putPictures('unmounted', 2);
    await allReady('unmounted', 2);
    const [{ size }, gone] = [await indexer.rows(), await countToldGone()];
    const elsewhere = join(indexer.services.folder, 'unmounted');
    renameSync(indexer.library, elsewhere);
    mkdirSync(indexer.library);
    await indexer.until('it is offline', async () => (await indexer.libraryStatus()) === 'offline');
    // Also to a copy that has never seen it otherwise.
    await indexer.end('SIGTERM');
    await indexer.start();
    await indexer.until('the other copy has looked', () =>
      Promise.resolve(indexer.output.includes('offline, nothing is removed')),
    );
    expect((await indexer.rows()).size).toBe(size);
    rmSync(indexer.library, { recursive: true });
    renameSync(elsewhere, indexer.library);
    await indexer.until('it is online', async () => (await indexer.libraryStatus()) === 'online');
    expect((await indexer.rows()).size).toBe(size);
    expect(await countToldGone()).toBe(gone);
  });

  it('is watched again after it was away', async () => {
    await putPictures('back', 1);
    await allReady('back', 1);
  });

  it('that was emptied is held, until its files are back', async () => {
    await putPictures('emptied', 3);
    await allReady('emptied', 3);
    const { size } = await indexer.rows();
    const elsewhere = join(indexer.services.folder, 'emptied');
    mkdirSync(elsewhere);
    const folders = readdirSync(indexer.library).filter((name) => !name.startsWith('.'));
    for (const folder of folders) renameSync(at(folder), join(elsewhere, folder));
    await indexer.until('it is held', async () => (await indexer.libraryStatus()) === 'held');
    await indexer.until('all are missed', async () => (await countMissing()) === size);
    for (const folder of folders) renameSync(join(elsewhere, folder), at(folder));
    await indexer.until('it is online', async () => (await indexer.libraryStatus()) === 'online');
    await indexer.until('none is missed', async () => (await countMissing()) === 0);
  });

  it('that lost much while nobody looked is held, and what is new in it is indexed', async () => {
    const { length: lost } = await putPictures('lost', 40);
    await allReady('lost', lost);
    await indexer.end('SIGTERM');
    const elsewhere = join(indexer.services.folder, 'lost');
    renameSync(at('lost'), elsewhere);
    const { size } = await indexer.rows();
    await putPictures('new', 2);
    await indexer.start();
    await allReady('new', 2);
    await indexer.until('it is held', async () => (await indexer.libraryStatus()) === 'held');
    expect((await indexer.rows()).size).toBe(size + 2);
    await indexer.until('the lost are missed', async () => (await countMissing()) === lost);
    renameSync(elsewhere, at('lost'));
    await indexer.until('it is online', async () => (await indexer.libraryStatus()) === 'online');
  });
});
