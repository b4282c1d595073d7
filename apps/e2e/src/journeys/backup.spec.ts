import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UPLOAD_CHUNK_BYTES } from '@hearth/contracts';
import type { HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Request } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { countKept, hasShared, layDownShared } from '../browser/kept-files.ts';
import { openBrowser, visit, type Visit } from '../browser/browser.ts';
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
import { backupPage } from '../pages/backup-page.ts';
import { devicesPage } from '../pages/devices-page.ts';
import { pairPage } from '../pages/pair-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';

jest.setTimeout(300_000);

const MEBIBYTE = 1024 ** 2;
const FILM_BYTES = 48 * MEBIBYTE;
/** Slow enough that a film is still on its way when the hub is killed. */
const UPLOAD_BYTES_PER_SEC = 12 * MEBIBYTE;

/** Makes an MP4 longer by a box that players skip (ISO/IEC 14496-12, 8.1.2). */
function addFreeBox(path: string, bytes: number): void {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(bytes);
  header.write('free', 4);
  appendFileSync(path, Buffer.concat([header, randomBytes(bytes - header.length)]));
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** The name of the file that a request begins to send, from `Upload-Metadata`. */
function nameOfCreation(request: Request): string | undefined {
  if (request.method() !== 'POST' || !request.url().endsWith('/api/uploads')) return undefined;
  const encoded = /filename ([^,]+)/.exec(request.headers()['upload-metadata'] ?? '')?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString();
}

describe('a phone backs its photos up', () => {
  let house: House;
  let client: HouseClient;
  let browser: Browser;
  let pc: Visit;
  let phone: Visit;
  let photos: string[];
  let film: string;
  const begun: string[] = [];
  let sendNoFaster: (bytesPerSec: number) => Promise<unknown>;

  const makeFilm = (path: string): string => {
    makeVideo(path, { durationSec: 2, isFaststart: true, createdAt: '2024-08-15T12:00:00Z' });
    addFreeBox(path, FILM_BYTES);
    return path;
  };
  /** Waits until the hub has taken the first piece of a film, and more is on its way. */
  const untilFilmIsUnderWay = () =>
    phone.page.waitForResponse(
      (response) =>
        response.request().method() === 'PATCH' &&
        Number(response.headers()['upload-offset']) === UPLOAD_CHUNK_BYTES,
      { timeout: 120_000 },
    );

  beforeAll(async () => {
    house = await startHouse();
    client = await house.signIn();
    const folder = join(house.stack.folder, 'camera');
    mkdirSync(folder);
    photos = await Promise.all(
      [1, 2, 3, 4, 5].map(async (seed) => {
        const path = join(folder, `IMG_000${seed}.jpg`);
        const takenAt = `2024:0${seed}:03 12:00:00`;
        writeFileSync(path, await makePhoto({ seed, width: 300 * seed, height: 200 * seed, takenAt }));
        return path;
      }),
    );
    film = makeFilm(join(folder, 'VID_0006.mp4'));
    // One of them came home another way, under another name.
    house.drop('Summer/on the beach.jpg', readFileSync(photos[1] as string));
    await waitForFile(client, 'on the beach.jpg');

    browser = await openBrowser();
    pc = await visit(browser, { url: house.url, screen: 'desktop', theme: 'dark' });
    await pc.page.goto('/devices');
    await signInPage(pc.page).signIn(house.admin);
    const { token } = await devicesPage(pc.page).invite();
    phone = await visit(browser, { url: house.url, screen: 'phone', theme: 'light' });
    await phone.page.goto(`/pair#${token}`);
    await pairPage(phone.page).join('Anna’s phone');
    await devicesPage(pc.page).joined('Anna’s phone').waitFor();
    await devicesPage(pc.page).press('Done');
    phone.page.on('response', (response) => {
      const name = response.status() === 201 ? nameOfCreation(response.request()) : undefined;
      if (name !== undefined) begun.push(name);
    });
    const network = await phone.context.newCDPSession(phone.page);
    sendNoFaster = (bytesPerSec) =>
      network.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSec },
      });
    await sendNoFaster(UPLOAD_BYTES_PER_SEC);
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('sends what the hub has not, and goes on after the hub was killed', async () => {
    await phone.page.goto('/backup');
    const backup = backupPage(phone.page);
    expect(await findBarriers(phone.page)).toEqual([]);
    await backup.pick([...photos, film]);
    await untilFilmIsUnderWay();
    const killed = (['media', 'nginx'] as const).map((part) => ({ part, pid: house.stack.pidOf(part) }));
    for (const { part } of killed) house.stack.kill(part);
    await backup.progress.getByText(/The hub can’t be reached/).waitFor();
    for (const { part, pid } of killed) await house.stack.waitForRestart(part, pid);
    await backup.progress
      .getByText('All 6 files are home. 1 was there already.')
      .waitFor({ timeout: 120_000 });
    await backup
      .file(basename(photos[1] as string))
      .getByText('was there already, not sent')
      .waitFor();
    expect(await findBarriers(phone.page)).toEqual([]);
    // Nothing was begun for what was there, and nothing twice.
    expect(begun.toSorted()).toEqual(
      [...photos, film]
        .filter((path) => path !== photos[1])
        .map((path) => basename(path))
        .toSorted(),
    );
  });

  it('puts them under the phone’s name by the month they were taken, byte for byte', async () => {
    const listed = await waitUntilSettled(client, 6);
    for (const [index, path] of photos.entries()) {
      if (index === 1) continue;
      const folder = `Phone backup/Anna’s phone/2024/0${index + 1}`;
      expect(listed).toContainEqual(
        expect.objectContaining({ folder, name: basename(path), sha256: sha256Of(path), state: 'ready' }),
      );
    }
    const stored = listed.find(({ name }) => name === basename(film));
    expect(stored).toMatchObject({ sha256: sha256Of(film), kind: 'video', state: 'ready' });
    expect(stored?.folder).toBe('Phone backup/Anna’s phone/2024/08');
    expect(stored?.deviceId).not.toBeNull();
  });

  it('says on both sides what was brought', async () => {
    await backupPage(phone.page)
      .synced.getByText(/backed up · last/)
      .waitFor();
    await devicesPage(pc.page)
      .device('Anna’s phone')
      .getByText(/5 files, .* backed up · last /)
      .waitFor();
  });

  it('sends hashes alone when all is home already', async () => {
    let bytesSent = 0;
    phone.page.on('request', (request) => {
      if (request.method() !== 'GET') bytesSent += request.postDataBuffer()?.length ?? 0;
    });
    begun.length = 0;
    const backup = backupPage(phone.page);
    await backup.press('Clear the list');
    await backup.pick([...photos, film]);
    await backup.progress.getByText('All 6 files are home. 6 were there already.').waitFor();
    expect(begun).toEqual([]);
    expect(bytesSent).toBeLessThan(6 * 400);
    process.stderr.write(`a backup of six files that were home already sent ${bytesSent} bytes\n`);
    await backup.press('Clear the list');
  });

  it('says of a phone that brings nothing new that all was here, and never that nothing was', async () => {
    const { token } = await devicesPage(pc.page).invite();
    const other = await visit(browser, { url: house.url, screen: 'phone', theme: 'dark' });
    await other.page.goto(`/pair#${token}`);
    await pairPage(other.page).join('Ben’s phone');
    await devicesPage(pc.page).press('Done');
    await other.page.goto('/backup');
    const backup = backupPage(other.page);
    await backup.pick(photos);
    await backup.progress.getByText('All 5 files are home. 5 were there already.').waitFor();
    await backup.synced.getByText(/^All of it was here already · last/).waitFor();
    expect(await other.page.getByText(/\b0 files|nothing backed up/i).count()).toBe(0);
    await devicesPage(pc.page)
      .device('Ben’s phone')
      .getByText(/All of it was here already/)
      .waitFor();
    expect(await findBarriers(other.page)).toEqual([]);
    await other.context.close();
  });

  it('goes on after a reload, from where it was', async () => {
    const path = makeFilm(join(house.stack.folder, 'camera', 'VID_0007.mp4'));
    begun.length = 0;
    const backup = backupPage(phone.page);
    await backup.pick([path]);
    await untilFilmIsUnderWay();
    await phone.page.reload();
    await backup.progress.getByText('The file is home.').waitFor({ timeout: 120_000 });
    expect(begun).toEqual([basename(path)]);
    const stored = await waitForFile(client, basename(path));
    expect(stored.sha256).toBe(sha256Of(path));
  });

  it('can be paused, taken up again and stopped', async () => {
    const path = makeFilm(join(house.stack.folder, 'camera', 'VID_0008.mp4'));
    const backup = backupPage(phone.page);
    await backup.press('Clear the list');
    await backup.pick([path]);
    await untilFilmIsUnderWay();
    await backup.press('Pause');
    // It must not be over before it is stopped.
    await sendNoFaster(MEBIBYTE / 2);
    await backup
      .file(basename(path))
      .getByText(/stopped at \d+ %/)
      .waitFor();
    await backup.press('Go on');
    await backup
      .file(basename(path))
      .getByText(/^\D*.* · \d+ %$/)
      .waitFor();
    await backup.press('Stop all');
    await backup.progress.waitFor({ state: 'detached' });
    await sendNoFaster(UPLOAD_BYTES_PER_SEC);
    await waitUntil('nothing of it is listed', async () =>
      (await listAll(client)).every(({ name }) => name !== basename(path)),
    );
  });

  describe('of what is shared with the app', () => {
    beforeEach(() => {
      begun.length = 0;
    });

    it('sends nothing that nobody wants sent', async () => {
      await layDownShared(phone.page, 'not wanted.jpg');
      await phone.page.goto('/backup');
      const { shared } = backupPage(phone.page);
      await shared.getByText('not wanted.jpg').waitFor();
      expect(await findBarriers(phone.page)).toEqual([]);
      await shared.getByRole('button', { name: 'Not now' }).click();
      await shared.waitFor({ state: 'detached' });
      await waitUntil('it is forgotten', async () => !(await hasShared(phone.page)));
      expect(begun).toEqual([]);
    });

    it('sends the rest', async () => {
      await layDownShared(phone.page, 'wanted.jpg');
      await phone.page.goto('/backup');
      const { shared, progress } = backupPage(phone.page);
      await shared.getByRole('button', { name: 'Send home' }).click();
      await progress.getByText('The file is home.').waitFor();
      await waitForFile(client, 'wanted.jpg');
      expect([begun, await hasShared(phone.page)]).toEqual([['wanted.jpg'], false]);
    });

    it('leaves nothing for the next person, nor does what another tab still holds', async () => {
      await layDownShared(phone.page, 'left behind.jpg');
      // So that it hears of the sign-out from the other tab alone.
      await phone.page.route('**/api/**', (route) => route.abort());
      const { pick, progress } = backupPage(phone.page);
      await pick([photos[0] as string]);
      await progress.getByText(/The hub can’t be reached/).waitFor();
      const other = await phone.context.newPage();
      await other.goto('/more');
      expect(await countKept(other)).toBeGreaterThan(0);
      await other.getByRole('button', { name: 'Sign out' }).click();
      await signInPage(other).submit.waitFor();
      await progress.waitFor({ state: 'detached' });
      await waitUntil(
        'nothing is left',
        async () => (await countKept(other)) === 0 && !(await hasShared(other)),
      );
    });
  });

  it('made no page script throw', () => {
    expect([...pc.complaints, ...phone.complaints]).toEqual([]);
  });
});
