import { activity, popular } from '@hearth/contracts';
import type { HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  listAll,
  START_TIMEOUT_MS,
  startHouse,
  waitForFile,
  waitUntilSettled,
  type House,
} from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makePhoto } from '../media/make-photo.ts';
import { makeVideo } from '../media/make-video.ts';

jest.setTimeout(600_000);

const PHOTOS = 60;
const VICTIMS = ['indexer', 'media', 'analytics', 'nginx'] as const;

/** What nginx says it sent of a file: the truth that the counts must equal. */
function readBytesLogged(folder: string, fileId: string): { requests: number; bytes: number } {
  const lines = readdirSync(folder)
    .filter((name) => name.startsWith('access-'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { fileId: string; bytesSent: number; status: number; access: string });
  const sent = lines.filter(
    (line) => line.fileId === fileId && line.access === 'stream' && line.status < 400 && line.bytesSent > 0,
  );
  return { requests: sent.length, bytes: sent.reduce((sum, line) => sum + line.bytesSent, 0) };
}

describe('kill -9 in the midst of work', () => {
  let house: House;
  let client: HouseClient;
  let isStopped = false;
  let isWatching = false;

  beforeAll(async () => {
    house = await startHouse();
    client = await house.signIn();
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    isWatching = false;
    if (!isStopped) await house?.stop();
  });

  it('ends with every file indexed once and every byte counted once', async () => {
    const { stack } = house;
    await house.dropMade('film.mp4', (target) => makeVideo(target, { durationSec: 20, isFaststart: true }));
    const film = await waitForFile(client, 'film.mp4');
    const chunk = Math.floor(film.sizeBytes / 20);

    // Somebody watches all the time, and asks again when an answer does not come.
    isWatching = true;
    let [served, failed] = [0, 0];
    const watching = (async () => {
      while (isWatching) {
        const from = (served % 20) * chunk;
        try {
          const answer = await client.fetch(`/api/files/${film.id}/stream`, {
            headers: { range: `bytes=${from}-${from + chunk - 1}` },
          });
          const { byteLength } = await answer.arrayBuffer();
          if (answer.status === 206 && byteLength === chunk) served += 1;
          else failed += 1;
        } catch {
          failed += 1;
        }
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    })();

    const photo = await makePhoto({ seed: 1, width: 900, height: 600 });
    for (let number = 0; number < PHOTOS; number += 1) {
      // Each with content of its own: what follows a JPEG's end is not looked at.
      house.drop(`burst/photo-${number}.jpg`, Buffer.concat([photo, Buffer.from(`${number}`)]));
    }
    await waitUntil('the burst has begun', async () => (await listAll(client)).length > 3);
    for (const victim of VICTIMS) {
      const pid = stack.pidOf(victim);
      stack.kill(victim);
      await stack.waitForRestart(victim, pid);
    }
    const files = await waitUntilSettled(client, PHOTOS + 1);
    isWatching = false;
    await watching;

    expect(files.filter(({ state }) => state !== 'ready')).toEqual([]);
    expect(new Set(files.map(({ folder, name }) => `${folder}/${name}`)).size).toBe(PHOTOS + 1);
    expect(files.filter(({ thumbnailUrl }) => thumbnailUrl === null)).toEqual([]);
    expect(served).toBeGreaterThan(20);
    process.stderr.write(`${served} ranges were served and ${failed} failed while parts were killed\n`);

    // nginx writes the line of an answer down a moment after whoever asked has it.
    let logged = readBytesLogged(house.stack.accessLogs, film.id);
    const counted = await waitUntil('all bytes are counted', async () => {
      logged = readBytesLogged(house.stack.accessLogs, film.id);
      const { items } = await client.call(popular, { query: { range: '7d' } });
      const item = items.find(({ fileId }) => fileId === film.id);
      if (item?.bytesServed === logged.bytes && logged.bytes >= served * chunk) return item;
      throw new Error(`${item?.bytesServed} of ${logged.bytes}, of at least ${served * chunk}`);
    });
    expect(counted).toMatchObject({ streams: 1, viewers: 1 });
    const { items } = await client.call(activity, { query: { fileId: film.id } });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ requests: logged.requests, bytesServed: logged.bytes });
  });

  it('lets a removed file go and a new one come after all that', async () => {
    rmSync(join(house.stack.libraryFolder, 'burst/photo-0.jpg'));
    house.drop('after.jpg', await makePhoto({ seed: 2, width: 600, height: 400 }));
    await waitForFile(client, 'after.jpg');
    await waitUntil('the removed file is gone', async () =>
      (await listAll(client)).every(({ name }) => name !== 'photo-0.jpg'),
    );
  });

  it('leaves no process and no file behind when it is stopped', async () => {
    const { stack } = house;
    const findRemains = stack.watchRemains();
    // nginx and Postgres have more than one process.
    expect(findRemains().length).toBeGreaterThan(8);
    const startedAt = Date.now();
    await house.stop();
    isStopped = true;
    const tookMs = Date.now() - startedAt;
    // How soon is up to the machine; so late is only what hangs.
    process.stderr.write(`stopped after ${tookMs} ms\n`);
    expect(tookMs).toBeLessThan(120_000);
    expect(findRemains()).toEqual([]);
    expect(existsSync(stack.folder)).toBe(false);
  });
});
