import { activity, popular } from '@hearth/contracts';
import { readPages, requestsOf, type HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { countLandmarks, findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit, type ScreenName, type Theme, type Visit } from '../browser/browser.ts';
import { handOver } from '../browser/hand-over.ts';
import { START_TIMEOUT_MS, startHouse, waitForFile, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { MOODS } from '../media/make-landscape.ts';
import { makePhoto } from '../media/make-photo.ts';
import { makeVideo } from '../media/make-video.ts';
import { insightPage } from '../pages/insight-page.ts';
import { libraryPage } from '../pages/library-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';

jest.setTimeout(300_000);

const SCREENSHOTS = resolve(import.meta.dirname, '../../reports/screens');
const VIDEO_SEC = 20;
const SEEK_TO_SEC = 15;

interface Visitor {
  screen: ScreenName;
  theme: Theme;
  photo: string;
  video: string;
  isFaststart: boolean;
}

const VISITORS: Visitor[] = [
  { screen: 'phone', theme: 'dark', photo: 'evening.jpg', video: 'campfire.mp4', isFaststart: true },
  { screen: 'desktop', theme: 'light', photo: 'morning.jpg', video: 'brook.mp4', isFaststart: false },
];

let house: House;
let browser: Browser;
let admin: HouseClient;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  house = await startHouse();
  browser = await openBrowser();
  admin = await house.signIn();
}, START_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

describe.each(VISITORS)(
  'a first evening on a $screen in the $theme',
  ({ screen, theme, photo, video, isFaststart }) => {
    let guest: Visit;
    let fileIdOfVideo: string;
    /** The sizes of the media that the page was sent, as the browser counted them. */
    const rangesSeen: { status: number; range: string | undefined }[] = [];

    const photograph = (name: string) =>
      guest.page.screenshot({ path: join(SCREENSHOTS, `${screen}-${theme}-${name}.png`) });
    const expectNoBarriers = async () => {
      expect(await findBarriers(guest.page)).toEqual([]);
      expect(await countLandmarks(guest.page)).toEqual({ main: 1, h1: 1 });
    };

    beforeAll(async () => {
      guest = await visit(browser, { url: house.url, screen, theme });
      guest.page.on('response', (response) => {
        if (!response.url().includes('/stream')) return;
        rangesSeen.push({ status: response.status(), range: response.request().headers()['range'] });
      });
    });
    afterAll(() => guest?.context.close());

    it('tells kindly that the password is wrong, and lets one in with the right one', async () => {
      await guest.page.goto('/');
      const signIn = signInPage(guest.page);
      await signIn.heading.waitFor();
      await expectNoBarriers();
      await signIn.signIn({ ...house.admin, password: 'not this one' });
      await signIn.alert.waitFor();
      expect(await signIn.alert.innerText()).toBe('The name or the password is wrong.');
      await photograph('1-wrong-password');
      await signIn.signIn(house.admin);
      await libraryPage(guest.page).navigation.waitFor();
    });

    if (screen === VISITORS[0]?.screen) {
      it('shows where to drop files while the library is empty', async () => {
        await libraryPage(guest.page).emptyFace.waitFor();
        await guest.page.getByText(house.stack.libraryAsShown).waitFor();
        await photograph('2-empty');
        await expectNoBarriers();
      });
    }

    if (screen === VISITORS[0]?.screen) {
      it('takes what is dropped onto the empty library', async () => {
        const { page } = guest;
        const picture = await makePhoto({ seed: 3, mood: MOODS.noon, takenAt: '2023:03:03 12:00:00' });
        await page.evaluate(handOver('drop', 'dropped.jpg', picture));
        await libraryPage(page).waitForPicture('dropped.jpg');
        expect((await waitForFile(admin, 'dropped.jpg')).sizeBytes).toBe(picture.length);
        const tray = page.getByRole('region', { name: 'Upload' });
        await tray.getByText('The file is home.').waitFor();
        await tray.getByRole('button', { name: 'Close' }).click();
        await tray.waitFor({ state: 'detached' });
      });
    }

    it('shows a photo and a video within seconds of their arrival, without reloading', async () => {
      let isReloaded = false;
      guest.page.on('framenavigated', (frame) => (isReloaded ||= frame === guest.page.mainFrame()));
      const library = libraryPage(guest.page);
      const picture = await makePhoto({
        seed: 7,
        mood: MOODS[theme === 'dark' ? 'ember' : 'dawn'],
        orientation: 6,
        takenAt: '2024:05:03 18:20:00',
        camera: ['Hearth', 'Pocket'],
      });
      house.drop(photo, picture);
      await house.dropMade(video, (target) => makeVideo(target, { durationSec: VIDEO_SEC, isFaststart }));
      await library.waitForPicture(photo);
      await library.waitForPicture(video);
      expect(isReloaded).toBe(false);
      await library.files
        .getByRole('link', { name: `Photo, ${photo}, taken 3 May 2024`, exact: true })
        .waitFor();
      await library.tile(`Video, ${video}, 20 seconds`).waitFor();
      await photograph('3-library');
      await expectNoBarriers();
      // The photo was taken with the camera on its side: it stands upright.
      const file = await waitForFile(admin, photo);
      expect([file.width, file.height]).toEqual([800, 1200]);
      fileIdOfVideo = (await waitForFile(admin, video)).id;
    });

    it('opens a tile with Enter and closes it with Escape', async () => {
      const library = libraryPage(guest.page);
      const tabStop = guest.page.locator('[data-file][tabindex="0"]');
      for (let presses = 0; presses < 30; presses += 1) {
        await guest.page.keyboard.press('Tab');
        if (await tabStop.evaluate((tile) => tile.matches(':focus'))) break;
      }
      // A tile is named `Photo, evening.jpg, …`.
      const name = (await tabStop.textContent())?.split(', ')[1] ?? '';
      await guest.page.keyboard.press('Enter');
      const viewer = viewerPage(guest.page, name);
      await viewer.dialog.waitFor();
      await expectNoBarriers();
      await photograph('4-viewer');
      await guest.page.keyboard.press('Escape');
      await viewer.dialog.waitFor({ state: 'detached' });
      await library.tile(photo).waitFor();
    });

    it('plays the video, and plays on from where one seeks to', async () => {
      await libraryPage(guest.page).tile(video).click();
      const viewer = viewerPage(guest.page, video);
      await viewer.play.click();
      await viewer.waitUntilPlayedTo(1);
      await viewer.seekTo(SEEK_TO_SEC);
      await viewer.waitUntilPlayedTo(SEEK_TO_SEC + 1);
      await photograph('5-playing');
      expect(await viewer.positionSec()).toBeLessThan(VIDEO_SEC);
      expect(rangesSeen).toContainEqual({ status: 206, range: expect.stringMatching(/^bytes=\d+-/) });
      expect(rangesSeen.filter(({ status }) => status !== 206)).toEqual([]);
      await viewer.back.click();
      await viewer.dialog.waitFor({ state: 'detached' });
    });

    it('counts what was watched, by whom and how many bytes went out, and shows it live', async () => {
      const insight = insightPage(guest.page);
      await libraryPage(guest.page).goTo('Insight');
      await insight.heading.waitFor();
      const counted = await waitUntil('the stream is counted', async () => {
        const { items } = await admin.call(popular, { query: { range: '7d' } });
        const item = items.find(({ fileId }) => fileId === fileIdOfVideo);
        // What the player reports and what nginx logs come by two ways.
        return item !== undefined && item.watchTimeSec > 0 && item.streams > 0 ? item : undefined;
      });
      expect(counted).toMatchObject({
        name: video,
        kind: 'video',
        streams: 1,
        downloads: 0,
        viewers: 1,
        inLibrary: true,
      });
      const { sizeBytes } = await waitForFile(admin, video);
      expect(counted.bytesServed).toBeGreaterThan(0);
      expect(counted.watchTimeSec).toBeLessThan(VIDEO_SEC);
      expect(statSync(join(house.stack.libraryFolder, video)).size).toBe(sizeBytes);
      await insight.popularItem(video).getByText('1 stream · 1 viewer').waitFor();
      await insight.activityItem(video).getByText(house.admin.username).waitFor();
      await photograph('6-insight');
      await expectNoBarriers();

      // Somebody else's client takes the whole file while the page is open: the page hears of it by itself.
      const answer = await admin.fetch(`/api/files/${fileIdOfVideo}/download`);
      expect((await answer.arrayBuffer()).byteLength).toBe(sizeBytes);
      await insight.popularItem(video).getByText('1 download').waitFor();
      const after = await admin.call(popular, { query: { range: '7d' } });
      const item = after.items.find(({ fileId }) => fileId === fileIdOfVideo);
      expect(item).toMatchObject({ streams: 1, downloads: 1, viewers: 1 });
      expect(item?.bytesServed).toBeGreaterThanOrEqual(counted.bytesServed + sizeBytes);
      const { items } = await admin.call(activity, { query: {} });
      expect(items.filter(({ fileId }) => fileId === fileIdOfVideo)).toContainEqual(
        expect.objectContaining({
          username: house.admin.username,
          access: 'stream',
          ip: house.stack.ownAddress,
        }),
      );
    });

    it('signs out: pages lead to the sign-in, and the old token opens nothing', async () => {
      const cookies = await guest.context.cookies();
      const token = cookies.find(({ name }) => name === '__Host-hearth_access')?.value ?? '';
      expect(cookies.filter(({ name }) => name.startsWith('__Host-hearth'))).toEqual(
        ['__Host-hearth_access', '__Host-hearth_refresh'].map((name) =>
          expect.objectContaining({ name, httpOnly: true, secure: true, sameSite: 'Strict', path: '/' }),
        ),
      );
      const ask = (path: string) =>
        fetch(new URL(path, house.url), { headers: { authorization: `Bearer ${token}` } });
      expect((await ask('/api/auth/me')).status).toBe(200);

      await libraryPage(guest.page).goTo('More');
      await guest.page.getByRole('heading', { level: 1, name: 'More' }).waitFor();
      await photograph('7-more');
      await expectNoBarriers();
      await guest.page.getByRole('button', { name: 'Show the code' }).click();
      await guest.page.getByAltText('Code to scan with a camera').waitFor();
      expect(await guest.page.locator('output').innerText()).toBe(new URL(house.url).origin);
      expect(await findBarriers(guest.page)).toEqual([]);
      await guest.page.getByRole('button', { name: 'Close' }).last().click();
      await guest.page.getByRole('button', { name: 'Sign out' }).click();
      await signInPage(guest.page).heading.waitFor();
      for (const path of ['/', '/insight', `/photo/${fileIdOfVideo}`]) {
        await guest.page.goto(path);
        await signInPage(guest.page).submit.waitFor();
      }
      // Media knows at once; the others hear of it within a second.
      for (const path of ['/api/files', `/api/files/${fileIdOfVideo}/stream`])
        expect((await ask(path)).status).toBe(401);
      await waitUntil(
        'analytics refuses the old token',
        async () => (await ask('/api/analytics/popular')).status === 401,
      );
    });

    it('made no page script throw', () => {
      expect(guest.complaints).toEqual([]);
    });
  },
);

describe('the API', () => {
  it('is rendered for people by what the hub itself serves', async () => {
    const html = await (await fetch(new URL('/api/docs', house.url))).text();
    const wanted = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, path]) => new URL(path as string, house.url),
    );
    expect(wanted.map(({ host }) => host)).toEqual(wanted.map(() => new URL(house.url).host));
    const answers = await Promise.all(wanted.map((url) => fetch(url, { method: 'HEAD' })));
    expect(answers.map(({ status }) => status)).toEqual(wanted.map(() => 200));
    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual(
      expect.arrayContaining([expect.stringContaining('javascript'), expect.stringContaining('text/css')]),
    );
  });

  it('is there for programs, too', async () => {
    const answer = await fetch(new URL('/api/openapi.json', house.url));
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Hearth' } });
  });
});

it('answers each request of docs/API-EXAMPLES.md as the page says', async () => {
  house.drop('Holidays/lake.jpg', await makePhoto({ seed: 5 }));
  const client = await house.signIn();
  const { id } = await waitForFile(client, 'lake.jpg', 120_000);
  const page = readPages().find(({ path }) => path === 'docs/API-EXAMPLES.md');
  const examples = page ? requestsOf(page) : [];
  expect(examples.length).toBeGreaterThan(15);
  const letter = new FormData();
  letter.append('folder', 'Scans');
  letter.append('file', new File(['a letter'], 'letter.txt'));
  const refused: string[] = [];
  for (const { method, target, body } of examples) {
    // The person of the page is not there.
    const said = JSON.stringify(target === '/api/auth/login' ? house.admin : body);
    const answer = await client.fetch(target.replaceAll('$ID', id), {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: said.replaceAll('$ID', id),
      }),
      ...(target === '/api/files/upload' && { body: letter }),
    });
    const text = await answer.text();
    // A machine without a network can wake nobody.
    if (!answer.ok && !(target === '/api/wake' && answer.status === 503))
      refused.push(`${method} ${target}: ${answer.status} ${text.slice(0, 200)}`);
  }
  expect(refused).toEqual([]);
});
