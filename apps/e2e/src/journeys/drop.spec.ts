import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { readFileSync, truncateSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { findBarriers } from '../browser/accessibility.ts';
import { hasShared, layDownShared } from '../browser/kept-files.ts';
import { DropHouse, halfWay, LONG, readOn, readsNoFurtherThan, savedHash } from '../house/drop-house.ts';
import { START_TIMEOUT_MS } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import type { DropPage } from '../pages/drop-page.ts';

jest.setTimeout(600_000);

let drops: DropHouse;

beforeAll(async () => {
  drops = await DropHouse.start();
}, START_TIMEOUT_MS);
afterEach(() => drops.empty());
afterAll(() => drops?.stop());

const TURN_ONLY = `localStorage.setItem('hearth-drop-ice', 'relay')`;
const NO_WEBRTC = `delete globalThis.RTCPeerConnection`;
const NO_ROOM = `navigator.storage.estimate = async () => ({ quota: 1000, usage: 0 });`;
/** Nobody can answer the dialogue in a test: what it gives is a file all the same. */
const PICKS_A_FILE = `globalThis.showSaveFilePicker = async () =>
  (await navigator.storage.getDirectory()).getFileHandle('picked', { create: true });`;
const HASH_OF_PICKED = `(async () => {
  const file = await (await (await navigator.storage.getDirectory()).getFileHandle('picked')).getFile();
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
})()`;

describe('handing a file to a device beside', () => {
  it('straight from browser to browser, and both show the same digits', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    const { path, sha256 } = drops.makeFile('film.bin', 20_000_000);
    await anna.goBy('Direct only');
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    await anna.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
    const digits = async (drop: DropPage, name: string) =>
      /\d{3} \d{3}/.exec(await drop.device(name).innerText())?.[0];
    expect(await digits(anna, 'Ben')).toMatch(/\d/);
    expect(await digits(anna, 'Ben')).toBe(await digits(ben, 'Anna'));
    expect(await findBarriers(ben.page)).toEqual([]);
  });

  it('over the TURN server alone, which takes no expired credentials', async () => {
    const [anna, ben] = await Promise.all([
      drops.comeHome('Anna', TURN_ONLY),
      drops.comeHome('Ben', TURN_ONLY),
    ]);
    await anna.goBy('Direct only');
    await anna.device('Ben').filter({ hasText: 'relayed by TURN' }).waitFor(LONG);
    const { path, sha256 } = drops.makeFile('over-turn.bin', 3_000_000);
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);

    const secret = drops.house.stack.secrets.turnSecret;
    const gather = (expirySec: number) => {
      const username = `${Math.floor(Date.now() / 1000) + expirySec}:test`;
      const credential = createHmac('sha1', secret).update(username).digest('base64');
      return anna.page.evaluate(gatherRelayed, {
        urls: `turn:127.0.0.1:${drops.house.stack.turnPort}`,
        username,
        credential,
      });
    };
    expect(await gather(600)).toBeGreaterThan(0);
    expect(await gather(-60)).toBe(0);
  });

  it('through the hub, 100 MB of it, with the same hash at the end', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    const { path, sha256 } = drops.makeFile('large.bin', 100_000_000);
    await anna.goBy('Fast');
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
  });

  it('without WebRTC by itself through the hub; and the way may change in the middle', async () => {
    const [anna, ben] = await Promise.all([
      drops.comeHome('Anna', readsNoFurtherThan(20_000_000)),
      drops.comeHome('Ben'),
    ]);
    const { path, sha256 } = drops.makeFile('two-ways.bin', 60_000_000);
    await anna.device('Ben').filter({ hasText: 'directly' }).waitFor(LONG);
    await anna.send('Ben', path);
    await ben.accept();
    await halfWay(ben);
    await anna.page.getByText(/To Ben, directly/).waitFor(LONG);
    await anna.goBy('Fast');
    await readOn(anna, 40_000_000);
    await anna.page.getByText(/To Ben, via the hub/).waitFor(LONG);
    await readOn(anna);
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);

    const carl = await drops.comeHome('Carl', NO_WEBRTC);
    await carl.device('Anna').filter({ hasText: 'via the hub' }).waitFor(LONG);
    await carl.sendWords('Anna', 'Dinner at eight');
    await anna.accept();
    await anna.page.getByText('Dinner at eight').waitFor(LONG);
  });

  it('a folder of 500 small files keeps its shape', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    for (let n = 0; n < 500; n += 1) drops.makeFile(`many/part ${n % 5}/file ${n}.txt`, n);
    await anna.sendFolder('Ben', drops.pathOf('many'));
    await ben.page.getByText('many/part', { exact: false }).first().waitFor(LONG);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    await ben.page.getByText('500 files, 125 KB').first().waitFor();
    const saving = ben.page.waitForEvent('download', LONG);
    await ben.page.getByRole('button', { name: 'Save as ZIP' }).click();
    // In the midst of it: what is read already is still there.
    await ben.page.getByRole('button', { name: 'Take 500 files' }).click();
    const download = await saving;
    const saved = unzipSync(readFileSync(await download.path()));
    expect(Object.keys(saved)).toHaveLength(500);
    expect(saved['many/part 3/file 123.txt']).toHaveLength(123);
  });

  it('between three at once; what another app shared goes to whoever is chosen', async () => {
    const [anna, ben, carl] = await Promise.all(['Anna', 'Ben', 'Carl'].map((name) => drops.comeHome(name)));
    if (!anna || !ben || !carl) throw new Error('somebody did not come');
    await layDownShared(anna.page, 'from the gallery.jpg');
    await anna.page.goto('/backup');
    await anna.page.getByRole('link', { name: 'Hand to a device' }).click();
    await anna.page.getByText('Choose who gets it.').waitFor(LONG);
    await anna.device('Ben').click(LONG);
    await ben.accept();
    await ben.page.getByText('from the gallery.jpg').first().waitFor(LONG);
    await waitUntil('it is not offered again', async () => !(await hasShared(anna.page)));

    const [toBen, toCarl] = [
      drops.makeFile('three-1.bin', 4_000_000),
      drops.makeFile('three-2.bin', 4_000_000),
    ];
    await anna.send('Carl', toCarl.path);
    await carl.accept();
    await carl.send('Ben', toBen.path);
    await ben.accept();
    const [ofBen, ofCarl] = [ben, carl].map(({ page }) => page.locator('article[data-state=done]'));
    await ofCarl?.filter({ hasText: 'three-2.bin' }).filter({ hasText: 'From Anna' }).waitFor(LONG);
    await ofBen?.filter({ hasText: 'three-1.bin' }).filter({ hasText: 'From Carl' }).waitFor(LONG);
    await ofBen?.filter({ hasText: 'from the gallery.jpg' }).waitFor(LONG);
  });

  it('is written straight to a file where the browser has no room, and refused where there is no place', async () => {
    const [anna, ben] = await Promise.all([
      drops.comeHome('Anna'),
      drops.comeHome('Ben', NO_ROOM + PICKS_A_FILE),
    ]);
    const { path, sha256 } = drops.makeFile('straight.bin', 3_000_000);
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    expect(await ben.page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
    expect(await ben.page.evaluate(HASH_OF_PICKED)).toBe(sha256);

    const carl = await drops.comeHome('Carl', `${NO_ROOM} delete globalThis.showSaveFilePicker;`);
    const large = drops.makeFile('large-and-empty.bin', 0);
    truncateSync(large.path, 300_000_000);
    await anna.send('Carl', large.path);
    await carl.accept();
    await carl.page.getByText('This browser has not enough room for it.', { exact: false }).waitFor(LONG);
    await anna.page.getByText('This browser has not enough room for it.', { exact: false }).waitFor(LONG);
  });

  it('reaches a device that was given another name while the file was being picked', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    const { path, sha256 } = drops.makeFile('for-benno.bin', 3_000_000);
    await anna.device('Ben').click(LONG);
    await anna.page.getByText('Send to Ben').waitFor(LONG);
    await ben.rename('Benno');
    await anna.page.getByText('Benno').waitFor(LONG);
    await anna.page.locator('[data-drop=files]').setInputFiles(path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
  });

  it('is declined', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    await anna.send('Ben', drops.makeFile('unwanted.bin', 1_000).path);
    await ben.page.getByRole('button', { name: 'Decline' }).click(LONG);
    await anna.page.getByText('Ben declined').waitFor(LONG);
  });
});

/** In the page: how many relayed addresses a TURN server gives for these credentials. */
async function gatherRelayed(server: object): Promise<number> {
  interface Connection {
    createDataChannel(name: string): void;
    setLocalDescription(): Promise<void>;
    onicecandidate: ((event: { candidate: { type: string } | null }) => void) | null;
    close(): void;
  }
  const { RTCPeerConnection } = globalThis as unknown as {
    RTCPeerConnection: new (options: object) => Connection;
  };
  const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' });
  connection.createDataChannel('x');
  let found = 0;
  await new Promise<void>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) found += candidate.type === 'relay' ? 1 : 0;
      else resolve();
    };
    void connection.setLocalDescription();
  });
  connection.close();
  return found;
}
