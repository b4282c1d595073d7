import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileSummary } from '@hearth/contracts';
import type { Browser, BrowserContext } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit } from '../browser/browser.ts';
import { START_TIMEOUT_MS, startHouse, waitUntilSettled, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { MOODS } from '../media/make-landscape.ts';
import { makePhoto } from '../media/make-photo.ts';
import { makeVideo } from '../media/make-video.ts';
import { GuestPage, SharesPage } from '../pages/share-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';

jest.setTimeout(300_000);
const LONG = { timeout: 120_000 };

let house: House;
let browser: Browser;
let files: FileSummary[];
const contexts: BrowserContext[] = [];
const complaints: string[][] = [];

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  const photo = (seed: number) => makePhoto({ seed, mood: MOODS.dawn, width: 900, height: 600 });
  house.drop('Trips/lake/first.jpg', await photo(1));
  house.drop('Trips/lake/second.jpg', await photo(2));
  house.drop('Home/private.jpg', await photo(3));
  await house.dropMade('Trips/lake/waves.mp4', (target) =>
    makeVideo(target, { durationSec: 8, width: 320, height: 180, isFaststart: true }),
  );
  files = await waitUntilSettled(await house.signIn(), 4, 120_000);
}, START_TIMEOUT_MS);
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  expect(complaints.splice(0).flat()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const idOf = (name: string) => files.find((file) => file.name === name)?.id ?? '';

async function come(screen: 'phone' | 'desktop', path: string) {
  const visited = await visit(browser, { url: house.url, screen, theme: 'light' });
  contexts.push(visited.context);
  complaints.push(visited.complaints);
  await visited.page.goto(path);
  return visited.page;
}

async function comeHome(path: string): Promise<SharesPage> {
  const page = await come('desktop', path);
  await signInPage(page).signIn(house.admin);
  return new SharesPage(page);
}

describe('a folder that is shared by a link', () => {
  it('is looked at, played and taken away by a guest, who reaches nothing else, until the link is ended', async () => {
    const home = await comeHome('/folders/Trips/lake');
    await home.page.getByRole('button', { name: 'Share this folder' }).click();
    const address = await home.makeLink('A week at the lake');

    const guest = new GuestPage(await come('phone', address));
    await guest.page.getByRole('heading', { name: 'A week at the lake' }).waitFor();
    await guest.tile('waves.mp4').waitFor();
    expect((await guest.fileIds()).sort()).toEqual(['first.jpg', 'second.jpg', 'waves.mp4'].map(idOf).sort());
    expect(await findBarriers(guest.page)).toEqual([]);

    await guest.tile('first.jpg').click();
    await guest.page.getByRole('dialog', { name: 'first.jpg' }).waitFor();
    await guest.page.locator('.yarl__slide_current img').first().waitFor();
    expect(await guest.page.getByRole('button', { name: 'Info' }).count()).toBe(0);
    await guest.page.getByRole('button', { name: 'Back' }).click();
    await guest.tile('waves.mp4').click();
    const player = viewerPage(guest.page, 'waves.mp4');
    await player.play.click();
    await player.waitUntilPlayedTo(1);
    await player.back.click();

    const [download] = await Promise.all([
      guest.page.waitForEvent('download', LONG),
      guest.page.getByRole('link', { name: 'Download all' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('A week at the lake.zip');
    const zip = readFileSync(await download.path());
    for (const name of ['first.jpg', 'second.jpg', 'waves.mp4']) expect(zip.includes(name)).toBe(true);
    expect(zip.includes('private.jpg')).toBe(false);

    expect(await guest.ask(`/api/files/${idOf('first.jpg')}/stream`)).toBe(200);
    for (const path of [
      ...['stream', 'download', 'thumbnail', 'hls/index.m3u8', ''].map(
        (what) => `/api/files/${idOf('private.jpg')}/${what}`,
      ),
      ...['/api/files', '/api/folders', '/api/albums', '/api/auth/me', '/api/users', '/api/shares'],
      '/api/analytics/popular?range=7d',
      `/api/shares/current/files/${idOf('private.jpg')}`,
    ])
      expect(`${path} ${await guest.ask(path)}`).toMatch(/ (401|404)$/);
    expect(await guest.ask('/api/uploads/permission')).toBe(403);
    const zipOf = { method: 'POST', body: JSON.stringify({ fileIds: [idOf('private.jpg')] }) };
    expect(await guest.ask('/api/archives', zipOf)).toBe(404);

    // Looking again uses nothing up.
    await guest.page.reload();
    await guest.tile('first.jpg').waitFor();
    await home.page.goto('/shares');
    await home.page.getByText('Opened 1 time,').waitFor();
    await home.look('A week at the lake');
    await home.page.getByRole('dialog').getByText('waves.mp4').waitFor();
    expect(await findBarriers(home.page)).toEqual([]);
    await home.page.keyboard.press('Escape');

    await home.end('A week at the lake');
    expect(await guest.ask(`/api/files/${idOf('first.jpg')}/stream`)).toBe(401);
    await guest.page.reload();
    await guest.page.getByRole('heading', { name: 'This link was ended' }).waitFor();
  });

  it('asks before a use is spent, which previews of messengers do not, and for the password', async () => {
    const home = await comeHome('/folders/Trips/lake');
    await home.page.getByRole('button', { name: 'Share this folder' }).click();
    const address = await home.makeLink('Only once', async (page) => {
      await page.getByLabel('Can be opened').selectOption('1');
      await page.getByLabel('Password (if you like)').fill('open sesame');
    });
    const headers = { 'user-agent': 'WhatsApp/2.24 A' };
    for (const method of ['HEAD', 'GET'])
      expect((await fetch(new URL(address, house.url), { method, headers })).status).toBe(200);
    const guest = await come('desktop', address);
    await guest.getByText('It can be opened once.').waitFor();
    await guest.getByLabel('Password').fill('wrong');
    await guest.getByRole('button', { name: 'Open' }).click();
    await guest.getByText('That is not the password.').waitFor();
    await guest.getByLabel('Password').fill('open sesame');
    await guest.getByRole('button', { name: 'Open' }).click();
    await new GuestPage(guest).tile('first.jpg').waitFor();
    await guest.reload();
    await new GuestPage(guest).tile('first.jpg').waitFor();
    const late = await come('phone', address);
    await late.getByRole('heading', { name: 'This link was opened as often as it could be' }).waitFor();
  });
});

describe('a link to bring photos', () => {
  it('takes them in as they are, shows them to the guest, and hangs them on the wall', async () => {
    const home = await comeHome('/shares');
    await home.page.getByRole('button', { name: 'Collect photos' }).click();
    const address = await home.makeLink('Anna & Ben <b>');
    const path = join(house.stack.folder, 'IMG_7.jpg');
    writeFileSync(path, await makePhoto({ seed: 9, mood: MOODS.ember, width: 1200, height: 800 }));

    const guest = new GuestPage(await come('phone', address));
    await guest.page.getByText('Add your photos and videos').waitFor();
    await guest.bring([path]);
    await guest.page.getByText('1 file arrived').waitFor(LONG);
    await guest.page.locator('[aria-label="What came from you"] img[data-loaded="true"]').waitFor(LONG);
    expect(await findBarriers(guest.page)).toEqual([]);

    const stored = join(house.stack.libraryFolder, 'Guests/Anna & Ben <b>/IMG_7.jpg');
    await waitUntil('it is in the library', () => statSync(stored).size > 0 || undefined);
    expect(await hashOf(stored)).toBe(await hashOf(path));

    await home.page.getByRole('link', { name: 'Wall of Anna & Ben <b>' }).click();
    await home.page.getByText('1 picture on the wall').waitFor(LONG);
    await home.page.locator('[aria-label="The wall"] img[data-loaded="true"]').waitFor(LONG);
    await home.page.getByRole('button', { name: 'Take IMG_7.jpg off the wall' }).click({ force: true });
    await home.page.getByText('0 pictures on the wall').waitFor(LONG);
  });
});

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
