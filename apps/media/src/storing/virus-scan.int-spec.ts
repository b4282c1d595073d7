import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Clamd } from '../../test/clamd.js';
import { UploadRig } from '../../test/upload-rig.js';

jest.setTimeout(180_000);

const MIB = 1024 ** 2;
const VIRUS = Buffer.from(`a virus of this test ${randomBytes(16).toString('hex')}`);
/** In the midst of other bytes, across the border of two chunks that are sent to ClamAV. */
const INFECTED = Buffer.concat([randomBytes(256 * 1024 - 10), VIRUS, randomBytes(1000)]);

let clamd: Clamd;
let rig: UploadRig;

beforeAll(async () => {
  clamd = await Clamd.start(VIRUS, [`StreamMaxLength ${2 * MIB}`]);
  rig = await UploadRig.start({ HEARTH_CLAMAV: clamd.address, HEARTH_CLAMAV_TIMEOUT: '5s' });
});
afterAll(async () => {
  await rig?.stop();
  await clamd?.remove();
});

const isInLibrary = (name: string) => existsSync(join(rig.library, name));

describe('a library behind ClamAV', () => {
  it('takes what is clean, by tus and by form', async () => {
    const bytes = randomBytes(MIB);
    expect((await rig.upload(bytes, 'clean.bin')).headers['hearth-outcome']).toBe('stored');
    expect(readFileSync(join(rig.library, 'clean.bin')).equals(bytes)).toBe(true);
    const form = await rig.sendForm(randomBytes(1000), 'clean form.bin');
    expect([form.status, isInLibrary('clean form.bin')]).toEqual([200, true]);
  });

  it('refuses what is infected, by tus and by form, and keeps none of it', async () => {
    const before = new Set(rig.staged());
    const answer = await rig.upload(INFECTED, 'infected.bin');
    expect([answer.status, answer.body.code]).toEqual([422, 'upload.refused']);
    expect((await rig.head(answer.path)).status).toBe(422);
    const form = await rig.sendForm(INFECTED, 'infected form.bin');
    expect([form.status, form.body.code]).toEqual([422, 'upload.refused']);
    expect([isInLibrary('infected.bin'), isInLibrary('infected form.bin')]).toEqual([false, false]);
    // What waited there before may be stored or swept meanwhile.
    expect(rig.staged().filter((name) => !before.has(name))).toEqual([]);
  });

  it('says so where a file is larger than ClamAV looks at, and takes none of it unseen', async () => {
    const answer = await rig.upload(randomBytes(8 * MIB), 'large.bin');
    expect([answer.status, answer.body.code]).toEqual([507, 'upload.not-stored']);
    expect(answer.body.detail).toMatch(/larger than what the virus scanner looks at/);
    expect(isInLibrary('large.bin')).toBe(false);
  });
});

describe('what came while ClamAV', () => {
  async function expectItWaits(bytes: Buffer, name: string): Promise<string> {
    const answer = await rig.upload(bytes, name);
    expect([answer.status, answer.body.code]).toEqual([503, 'service.unavailable']);
    expect(isInLibrary(name)).toBe(false);
    const head = await rig.head(answer.path);
    expect([head.status, head.headers['hearth-problem']]).toEqual([503, 'service.unavailable']);
    return answer.path;
  }

  it('was down waits, and is looked at once it is back', async () => {
    await clamd.stop();
    const clean = await expectItWaits(randomBytes(1000), 'waits.bin');
    const infected = await expectItWaits(INFECTED, 'waits infected.bin');
    await clamd.start();
    expect((await rig.head(clean)).headers['hearth-outcome']).toBe('stored');
    expect((await rig.head(infected)).status).toBe(422);
    expect(isInLibrary('waits infected.bin')).toBe(false);
  });

  it('hung waits, however much there is to send', async () => {
    clamd.freeze();
    const paths = [
      await expectItWaits(randomBytes(1000), 'hung.bin'),
      await expectItWaits(randomBytes(MIB), 'hung large.bin'),
    ];
    await clamd.stop();
    await clamd.start();
    for (const path of paths) expect((await rig.head(path)).headers['hearth-outcome']).toBe('stored');
  });

  it.each([
    ['talked HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['said something that only looks like it', 'stream: OKAY\0'],
    ['spoke of an error', 'stream: Can not allocate memory ERROR\0'],
    ['hung up', ''],
  ])('%s waits', async (_, answer) => {
    await clamd.stop();
    const impostor: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(answer);
    });
    await once(impostor.listen(clamd.port, '127.0.0.1'), 'listening');
    try {
      await expectItWaits(randomBytes(1000), `rubbish ${randomBytes(4).toString('hex')}.bin`);
    } finally {
      impostor.close();
      await clamd.start();
    }
  });
});
