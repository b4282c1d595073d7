import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser, visit } from './browser/browser.ts';
import { startHouse, waitUntilSettled, type House } from './house/house.ts';
import { makeLandscape, MOODS, type Mood } from './media/make-landscape.ts';
import { makePhoto } from './media/make-photo.ts';
import { makeVideo } from './media/make-video.ts';
import { backupPage } from './pages/backup-page.ts';
import { devicesPage } from './pages/devices-page.ts';
import { insightPage } from './pages/insight-page.ts';
import { libraryPage } from './pages/library-page.ts';
import { pairPage } from './pages/pair-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { viewerPage } from './pages/viewer-page.ts';

/** Takes the pictures of the README: `node src/screenshots.ts`, in apps/e2e, after a build. */

const IMAGES = resolve(import.meta.dirname, '../../../docs/images');

type Shape = [width: number, height: number];
const WIDE: Shape = [1500, 1000];
const TALL: Shape = [900, 1200];
const PANORAMA: Shape = [2000, 900];

/** Newest first, as the timeline shows them. */
const ALBUM: [name: string, day: string, mood: Mood, shape: Shape][] = [
  ['last light over the bay', '2026:11:15 17:04', MOODS.ember, WIDE],
  ['first snow', '2026:11:14 08:30', MOODS.night, TALL],
  ['from the pass', '2026:11:14 07:10', MOODS.dawn, PANORAMA],
  ['heather', '2026:11:08 16:20', MOODS.lilac, WIDE],
  ['morning walk', '2026:11:08 08:05', MOODS.moss, TALL],
  ['noon at the ridge', '2026:11:02 12:15', MOODS.noon, WIDE],
  ['the long way home', '2026:10:27 18:40', MOODS.ember, PANORAMA],
  ['fog in the valley', '2026:10:25 07:45', MOODS.moss, WIDE],
  ['blue hour', '2026:10:18 19:20', MOODS.night, WIDE],
  ['orchard hill', '2026:10:17 10:00', MOODS.noon, TALL],
  ['pink evening', '2026:10:11 18:55', MOODS.lilac, WIDE],
  ['before anyone woke', '2026:10:04 06:50', MOODS.dawn, WIDE],
  ['two ridges', '2026:09:27 15:30', MOODS.moss, PANORAMA],
  ['harvest moon', '2026:09:26 21:10', MOODS.night, TALL],
];
const FILMS: [name: string, madeAt: string, mood: Mood][] = [
  ['waves at dusk.mp4', '2026-11-15T17:20:00Z', MOODS.ember],
  ['clouds.mp4', '2026-11-02T12:40:00Z', MOODS.noon],
];

const PHONE_PHOTOS = [MOODS.dawn, MOODS.noon, MOODS.lilac, MOODS.ember, MOODS.night];

async function fillLibrary(house: House): Promise<void> {
  for (const [index, [name, day, mood, [width, height]]] of ALBUM.entries()) {
    const photo = { seed: index * 13 + 5, mood, width, height, takenAt: `${day}:00` };
    house.drop(`${name}.jpg`, await makePhoto({ ...photo, camera: ['Hearth', 'Pocket'] }));
  }
  for (const [index, [name, createdAt, mood]] of FILMS.entries()) {
    const still = join(house.stack.folder, `still-${index}.png`);
    await sharp(await makeLandscape(index + 40, mood, 1536, 864)).toFile(still);
    await house.dropMade(name, (target) =>
      makeVideo(target, { durationSec: 24, width: 1280, height: 720, isFaststart: true, still, createdAt }),
    );
  }
}

async function save(png: Buffer, name: string): Promise<void> {
  mkdirSync(IMAGES, { recursive: true });
  await sharp(png)
    .webp({ quality: 86, effort: 6 })
    .toFile(join(IMAGES, `${name}.webp`));
}

/** Somebody watches a film from here to there, so that there is something to count. */
async function watch(page: Page, film: string, toSec: number): Promise<void> {
  await libraryPage(page).tile(film).click();
  const viewer = viewerPage(page, film);
  await viewer.play.click();
  await viewer.waitUntilPlayedTo(1);
  await viewer.seekTo(toSec);
  await viewer.waitUntilPlayedTo(toSec + 1);
  await viewer.back.click();
  await viewer.dialog.waitFor({ state: 'detached' });
}

async function photographPhone(page: Page): Promise<void> {
  const library = libraryPage(page);
  for (const [name] of ALBUM.slice(0, 6)) await library.waitForPicture(`${name}.jpg`);
  await save(await page.screenshot(), 'library-phone');
  const name = `${ALBUM[4]?.[0]}.jpg`;
  await library.tile(name).click();
  const viewer = viewerPage(page, name);
  await viewer.dialog
    .locator('.yarl__slide_current .yarl__slide_image:not(.yarl__slide_image_loading)')
    .waitFor();
  await save(await page.screenshot(), 'viewer-phone');
  await viewer.back.click();
  for (const [film] of FILMS) await watch(page, film, 12);
  await watch(page, FILMS[0]?.[0] as string, 18);
  await library.goTo('Insight');
  const insight = insightPage(page);
  await insight
    .popularItem(FILMS[0]?.[0] as string)
    .getByText('2 streams')
    .waitFor();
  await insight.popularItem(FILMS[1]?.[0] as string).waitFor();
  await page.waitForLoadState('networkidle');
  await save(await page.screenshot(), 'insight-phone');
}

/** A second phone joins by the code on the PC, and brings its photos home. */
async function photographBackup(pc: Page, phone: Page, folder: string): Promise<void> {
  await pc.goto('/devices');
  const { token } = await devicesPage(pc).invite();
  await save(await pc.screenshot(), 'pair-desktop');
  await phone.goto(`/pair#${token}`);
  await pairPage(phone).join('Anna’s phone');
  const photos = await Promise.all(
    PHONE_PHOTOS.map(async (mood, index) => {
      const path = join(folder, `IMG_${2041 + index}.jpg`);
      const takenAt = `2026:11:${10 + index} 15:00:00`;
      writeFileSync(path, await makePhoto({ seed: 300 + index, mood, width: 1500, height: 1000, takenAt }));
      return path;
    }),
  );
  await phone.goto('/backup');
  const backup = backupPage(phone);
  await backup.pick(photos);
  await backup.progress.getByText(`All ${photos.length} files are home.`).waitFor();
  await save(await phone.screenshot(), 'backup-phone');
}

const house = await startHouse();
const browser = await openBrowser();
try {
  await fillLibrary(house);
  await waitUntilSettled(await house.signIn(), ALBUM.length + FILMS.length);
  const phone = await visit(browser, { url: house.url, screen: 'phone', theme: 'dark' });
  await phone.page.goto('/');
  await signInPage(phone.page).signIn(house.admin);
  await photographPhone(phone.page);
  const desktop = await visit(browser, { url: house.url, screen: 'desktop', theme: 'light' });
  await desktop.page.goto('/');
  await signInPage(desktop.page).signIn(house.admin);
  for (const [name] of ALBUM) await libraryPage(desktop.page).tile(`${name}.jpg`).waitFor();
  await desktop.page.waitForLoadState('networkidle');
  await save(await desktop.page.screenshot(), 'library-desktop');
  const another = await visit(browser, { url: house.url, screen: 'phone', theme: 'dark' });
  await photographBackup(desktop.page, another.page, house.stack.folder);
} finally {
  await browser.close();
  await house.stop();
}
