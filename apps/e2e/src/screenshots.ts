import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser, visit } from './browser/browser.ts';
import { startHouse, waitUntilSettled, type House } from './house/house.ts';
import { makeLandscape, MOODS, type Mood } from './media/make-landscape.ts';
import { makePhoto } from './media/make-photo.ts';
import { makeVideo } from './media/make-video.ts';
import { insightPage } from './pages/insight-page.ts';
import { libraryPage } from './pages/library-page.ts';
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
} finally {
  await browser.close();
  await house.stop();
}
