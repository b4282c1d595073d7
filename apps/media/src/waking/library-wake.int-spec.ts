import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';
import { magicPacket } from './wake-on-lan.js';

jest.setTimeout(180_000);

const MAC = '00:1a:2b:3c:4d:5e';
const mounts = mkdtempSync(join(tmpdir(), 'hearth-mounts-'));
const library = join(mounts, 'library');
const asleep = join(mounts, 'asleep');

let rig: MediaRig;
let card: Socket;
let viewer: SignedIn;
const received: Buffer[] = [];

beforeAll(async () => {
  mkdirSync(join(library, '.hearth'), { recursive: true });
  writeFileSync(join(library, '.hearth/library-id'), 'a library\n');
  writeFileSync(join(library, 'film.mp4'), 'a film');
  card = createSocket('udp4').bind(0, '127.0.0.1');
  card.on('message', (packet) => received.push(packet));
  await once(card, 'listening');
  rig = await MediaRig.start({
    HEARTH_LIBRARY: library,
    HEARTH_LIBRARY_MAC: MAC,
    HEARTH_LIBRARY_WAKE: `127.0.0.1:${card.address().port}`,
  });
  viewer = await rig.signIn(await rig.addUser('viewer'));
});
afterAll(async () => {
  card.close();
  await rig.stop();
  rmSync(mounts, { recursive: true });
});

it('wakes the box of the library once for all who want a file, and serves it when it is back', async () => {
  const film = await rig.addFile({ name: 'film.mp4', kind: 'video', mime_type: 'video/mp4' });
  const open = () => rig.call('GET', `/api/files/${film}/stream`, { token: viewer.token });
  renameSync(library, asleep);
  const first = once(card, 'message');
  const refused = await Promise.all([open(), open(), open()]);
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    Array<unknown>(3).fill([503, 'library.waking']),
  );
  expect(refused[0]?.headers['retry-after']).toBe('3');
  await first;
  expect(magicPacket(MAC)).toHaveLength(102);
  renameSync(asleep, library);
  const { status, headers } = await open();
  expect([status, headers['x-accel-redirect']]).toEqual([200, '/_library/film.mp4']);
  // What comes after it on the same way: nothing else was sent before.
  const marker = once(card, 'message');
  createSocket('udp4').unref().send('after', card.address().port, '127.0.0.1');
  await marker;
  expect(received).toEqual([magicPacket(MAC), Buffer.from('after')]);
});
