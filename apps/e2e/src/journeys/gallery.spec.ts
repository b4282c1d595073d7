import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addAlbum } from '@hearth/contracts';
import type { Browser, Page } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { FIRST_CUE } from '../browser/first-cue.ts';
import { openBrowser, visit } from '../browser/browser.ts';
import { findOverlaps } from '../browser/overlaps.ts';
import type { ImageElement, MediaElement } from '../browser/page-elements.ts';
import { START_TIMEOUT_MS, startHouse, waitUntilSettled, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makeBook } from '../media/make-book.ts';
import { MOODS } from '../media/make-landscape.ts';
import { PARTS, SRT } from '../media/hostile-texts.ts';
import { makePhoto, makeScan } from '../media/make-photo.ts';
import { makeSong } from '../media/make-song.ts';
import { makeVideo } from '../media/make-video.ts';
import { libraryPage } from '../pages/library-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';

jest.setTimeout(180_000);

const PHOTO = 'wide open.jpg';
const WIDE = 'the whole shore.jpg';
const SPHERE = 'all around.jpg';
const SCAN = 'out of the album.tif';
const FILM = 'at the lake.mp4';

const LONG_NAME =
  'A Very Long Song About the Lake That Nobody Ever Sings to Its End, Recorded Live in the Rain';
const LONG_FILE = `${LONG_NAME}.mp3`;
const BOOK = 'the lake.epub';
let house: House;
let browser: Browser;
let album: string;
let longSong: string;

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  house.drop(
    PHOTO,
    await makePhoto({
      ...{ seed: 7, mood: MOODS.noon, width: 3000, height: 2000, takenAt: '2026:05:01 10:00:00' },
      gps: [47, 11],
    }),
  );
  house.drop(
    WIDE,
    await makePhoto({ seed: 5, mood: MOODS.dawn, width: 3000, height: 600, takenAt: '2026:05:02 10:00:00' }),
  );
  house.drop(
    SPHERE,
    await makePhoto({
      ...{ seed: 9, mood: MOODS.lilac, width: 2000, height: 1000, takenAt: '2026:05:03 10:00:00' },
      isSphere: true,
    }),
  );
  house.drop(SCAN, await makeScan(4, 2400, 1600));
  await house.dropMade(FILM, (target) =>
    makeVideo(target, { durationSec: 60, width: 640, height: 360, isFaststart: true }),
  );
  house.drop('at the lake.en.srt', SRT);
  for (const track of ['2', '1']) {
    await house.dropMade(`Record/${track}.mp3`, (target) =>
      makeSong(target, {
        durationSec: 20,
        tags: { title: `Song ${track}`, artist: 'The Tones', album: 'Long Tones', track },
      }),
    );
  }
  await house.dropMade(`Endless/${LONG_FILE}`, (target) =>
    makeSong(target, { durationSec: 20, tags: { title: LONG_NAME, artist: LONG_NAME, album: 'Endless' } }),
  );
  house.drop('Record/1.lrc', '[00:00.00]<img src=x onerror=alert(1)>Hum along');
  house.drop(
    BOOK,
    makeBook('The Lake', PARTS, await makePhoto({ seed: 3, mood: MOODS.dawn, width: 300, height: 400 })),
  );
  const client = await house.signIn();
  const files = await waitUntilSettled(client, 11);
  const idOf = (name: string) => files.filter((file) => file.name === name).map(({ id }) => id);
  longSong = files.find(({ name }) => name === LONG_FILE)?.id ?? '';
  album = (await client.call(addAlbum, { body: { title: 'Shores', fileIds: [PHOTO, WIDE].flatMap(idOf) } }))
    .id;
}, START_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

async function arrive(screen: 'phone' | 'desktop', theme: 'dark' | 'light'): Promise<Page> {
  const { page } = await visit(browser, { url: house.url, screen, theme });
  page.setDefaultTimeout(60_000);
  await page.goto('/');
  await signInPage(page).signIn(house.admin);
  await libraryPage(page).tile(PHOTO).waitFor();
  return page;
}

/** Two fingers that go apart from the middle of the screen. */
async function spread(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const devTools = await page.context().newCDPSession(page);
  const put = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart?: number) =>
    devTools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        apart === undefined
          ? []
          : [-1, 1].map((side, id) => ({ x: width / 2 + side * apart, y: height / 2, id })),
    });
  await put('touchStart', 30);
  for (const apart of [50, 70, 90, 110]) await put('touchMove', apart);
  await put('touchEnd');
}

async function twoTaps(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.touchscreen.tap(width / 2, height / 2);
  await page.touchscreen.tap(width / 2, height / 2);
}

/** Which hosts the page asked since; a `blob:` is what it made itself. */
function hostsAsked(page: Page): () => string[] {
  const hosts = new Set<string>();
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) hosts.add(new URL(request.url()).host);
  });
  return () => [...hosts];
}

describe.each([
  ['phone', 'dark'],
  ['desktop', 'light'],
] as const)('on a %s', (screen, theme) => {
  it('a photo is the original when one looks closer, its bars go and come, and a pull closes it', async () => {
    const page = await arrive(screen, theme);
    const library = libraryPage(page);
    await library.waitForPicture(PHOTO);
    await library.tile(PHOTO).click();
    const viewer = viewerPage(page, PHOTO);
    const picture = viewer.dialog.locator('.yarl__slide_current .yarl__slide_image');
    await picture.waitFor();
    expect(await viewer.dialog.locator('[data-original]').count()).toBe(0);
    await viewer.back.focus();
    await page.keyboard.press('+');
    await viewer.dialog.locator('[data-original][data-ready="true"]').waitFor();
    await page.keyboard.press('0');
    const stage = viewer.dialog.locator('.yarl__slide_current');
    await stage.click();
    await viewer.back.waitFor({ state: 'hidden' });
    await stage.click();
    await viewer.back.waitFor();
    await page.keyboard.press(']');
    const turned = viewer.dialog.locator('.yarl__slide_current .yarl__slide_image[src*="/turn-6/"]');
    await turned.waitFor();
    await viewer.dialog.getByRole('button', { name: 'Undo' }).click();
    await turned.waitFor({ state: 'detached' });
    await page.keyboard.press('i');
    await viewer.dialog.getByText('3000 × 2000').waitFor();
    await viewer.dialog.getByRole('link', { name: 'Show this place on the map' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it('a scan that no browser draws is there in full size when one looks closer', async () => {
    const page = await arrive(screen, theme);
    await libraryPage(page).waitForPicture(SCAN);
    await libraryPage(page).tile(SCAN).click();
    const viewer = viewerPage(page, SCAN);
    await viewer.dialog.locator('.yarl__slide_current .yarl__slide_image').waitFor();
    await viewer.back.focus();
    await page.keyboard.press('+');
    const whole = viewer.dialog.locator('[data-original][data-ready="true"]');
    // The hub may take its time over it, and be asked again.
    await whole.waitFor({ timeout: 90_000 });
    const size = await whole.evaluate((element) => {
      const { naturalWidth, naturalHeight } = element as unknown as ImageElement;
      return [naturalWidth, naturalHeight];
    });
    expect(size).toEqual([1600, 2400]);
    await viewer.dialog.getByRole('status').filter({ hasText: 'full size' }).waitFor({ state: 'detached' });
    expect(await findBarriers(page)).toEqual([]);
  });

  it('the map shows where a photo was taken, and asks nobody else', async () => {
    const page = await arrive(screen, theme);
    const asked = hostsAsked(page);
    await page.goto('/map');
    await page
      .getByRole('list', { name: 'Places' })
      .getByRole('button', { name: /1 photo/ })
      .click();
    await page.getByRole('region', { name: 'Photos of this place' }).locator('[data-file]').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(asked()).toEqual([new URL(house.url).host]);
  });

  it('a long name of a song is nowhere drawn over anything', async () => {
    const page = await arrive(screen, theme);
    await page.goto('/music');
    await page.getByRole('link', { name: /Endless/ }).click();
    await page.getByRole('list', { name: 'Songs' }).getByRole('button').first().waitFor();
    expect(await findOverlaps(page.locator('main'))).toEqual([]);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const player = page.getByRole('region', { name: 'Music player' });
    await player.getByRole('button', { name: 'Pause music' }).waitFor();
    expect(await findOverlaps(player)).toEqual([]);
    await player.getByRole('button', { name: `Now playing: ${LONG_NAME}` }).click();
    const sheet = page.getByRole('dialog').last();
    await sheet.getByRole('button', { name: 'Close', exact: true }).waitFor();
    expect(await findOverlaps(sheet)).toEqual([]);
    await page.goto(`/photo/${longSong}`);
    const viewer = viewerPage(page, LONG_FILE);
    await viewer.play.waitFor();
    expect(await findOverlaps(viewer.dialog)).toEqual([]);
  });

  it('music goes on while one browses', async () => {
    const page = await arrive(screen, theme);
    await page.goto('/music');
    await page.getByRole('link', { name: /Long Tones/ }).click();
    const songs = page.getByRole('list', { name: 'Songs' });
    await songs.getByRole('button').nth(1).waitFor();
    expect(await songs.getByRole('button').allInnerTexts()).toEqual([
      expect.stringContaining('Song 1'),
      expect.stringContaining('Song 2'),
    ]);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const player = page.getByRole('region', { name: 'Music player' });
    await player.getByRole('button', { name: 'Pause music' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await player.getByRole('button', { name: 'Now playing: Song 1' }).click();
    await page
      .getByRole('group', { name: 'Lyrics' })
      .getByText('<img src=x onerror=alert(1)>Hum along')
      .waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: 'Photos' }).click();
    await libraryPage(page).tile(PHOTO).waitFor();
    await player.getByRole('button', { name: 'Next song' }).click();
    await player.getByRole('button', { name: 'Now playing: Song 2' }).waitFor();
    await player.getByRole('button', { name: 'Pause music' }).waitFor();
  });
});

describe.each([
  ['phone', 'light'],
  ['desktop', 'dark'],
] as const)('on a %s in %s', (screen, theme) => {
  it('an album is put in order by keys, and is shown by day', async () => {
    const page = await arrive(screen, theme);
    await page.goto(`/albums/${album}`);
    await page.getByRole('button', { name: 'Arrange' }).click();
    const tiles = page.getByRole('list', { name: 'Order of the album' }).getByRole('button');
    const [first, second] = [tiles.nth(0), tiles.nth(1)];
    await second.waitFor();
    const namesNow = () => tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute('aria-label')));
    const names = await namesNow();
    const areNow = async (wanted: typeof names) => (await namesNow()).join() === wanted.join() || undefined;
    expect(await findBarriers(page)).toEqual([]);
    await first.focus();
    await page.keyboard.press('Space');
    // Before the places are measured the arrow keys lead nowhere.
    await page.getByText(/is over place 1/).waitFor({ state: 'attached' });
    // There are two places: a key that came too early is pressed again, and one too many leads no further.
    await waitUntil('it is over the second place', async () => {
      await page.keyboard.press('ArrowRight');
      return (await page.getByText(/is over place 2/).count()) > 0 || undefined;
    });
    await page.keyboard.press('Space');
    // It stands there at once; Undo, which comes once the hub has it, is offered for some seconds only.
    await waitUntil('they have changed places', () => areNow(names.toReversed()));
    await page.getByRole('button', { name: 'Undo' }).click();
    await waitUntil('it is as before', () => areNow(names));
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'By day' }).click();
    await page.getByRole('heading', { name: /2 May/ }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });
});

it.each([
  ['two fingers on a phone', 'phone', spread],
  ['two taps on a phone', 'phone', (page: Page) => twoTaps(page)],
  ['a double click', 'desktop', (page: Page) => page.locator('.yarl__slide_current').dblclick()],
] as const)('%s look closer at the original', async (_, screen, lookCloser) => {
  const page = await arrive(screen, 'dark');
  await libraryPage(page).tile(PHOTO).click();
  const { dialog } = viewerPage(page, PHOTO);
  const picture = dialog.locator('.yarl__slide_current .yarl__slide_image');
  await picture.waitFor();
  const widthOf = async () => (await picture.boundingBox())?.width ?? 0;
  const before = await widthOf();
  await lookCloser(page);
  await dialog.locator('[data-original][data-ready="true"]').waitFor();
  await waitUntil('it is larger', async () => (await widthOf()) > before * 1.2 || undefined);
});

it('keys go on working when what had the focus is gone with the file it belonged to', async () => {
  const page = await arrive('desktop', 'light');
  await libraryPage(page).tile(FILM).click();
  const film = viewerPage(page, FILM);
  await film.play.focus();
  await page.keyboard.press('ArrowRight');
  await film.dialog.waitFor({ state: 'hidden' });
  await page.keyboard.press('i');
  await page.getByRole('heading', { name: 'Info' }).waitFor();
  await page.keyboard.press('i');
  await page.keyboard.press('ArrowLeft');
  await film.play.waitFor();
});

it('a film that is started before the hub said what it is plays as soon as it did', async () => {
  const page = await arrive('phone', 'dark');
  const tile = libraryPage(page).tile(FILM);
  const id = (await tile.getAttribute('href'))?.split('/').pop();
  let letThrough: () => void = () => undefined;
  const mayCome = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(
    ({ pathname }) => pathname === `/api/files/${id}`,
    async (route) => {
      await mayCome;
      await route.continue();
    },
  );
  await tile.click();
  const viewer = viewerPage(page, FILM);
  await viewer.play.click();
  await page.waitForFunction(
    (video) => !(video as unknown as MediaElement).paused,
    await viewer.video.elementHandle(),
  );
  expect(await viewer.video.getAttribute('src')).toBeNull();
  letThrough();
  await viewer.waitUntilPlayedTo(1);
  // It would go on to tell how far it is, beside whoever watches this film later.
  await page.close();
});

it('info that is asked for while a linked photo is on its way is there with it', async () => {
  const page = await arrive('desktop', 'dark');
  const href = await libraryPage(page).tile(PHOTO).getAttribute('href');
  let letThrough: () => void = () => undefined;
  const mayCome = new Promise<void>((resolve) => (letThrough = resolve));
  const isAsked = page.waitForRequest(/\/Viewer-[^/]*\.js/);
  await page.route(/\/Viewer-[^/]*\.js/, async (route) => {
    await mayCome;
    await route.continue();
  });
  await page.goto(href as string);
  await isAsked;
  await page.keyboard.press('i');
  letThrough();
  await viewerPage(page, PHOTO).dialog.getByText('3000 × 2000').waitFor();
});

it('a place that an address leads to says how many photos it has', async () => {
  const page = await arrive('phone', 'light');
  await page.goto('/map?bbox=10.99,46.99,11.01,47.01');
  await page.getByRole('region', { name: 'Photos of this place' }).getByText('1 photo').waitFor();
});

it('one looks about in a picture of all that was around', async () => {
  const page = await arrive('phone', 'dark');
  await libraryPage(page).tile(SPHERE).click();
  const { dialog } = viewerPage(page, SPHERE);
  await dialog.getByRole('button', { name: 'Look around' }).click();
  const around = dialog.getByRole('application', { name: /^All around/ });
  await around.and(page.locator('[data-ready="true"]')).waitFor();
  expect(await dialog.getByRole('alert').count()).toBe(0);
  const before = await around.screenshot();
  await page.keyboard.press('ArrowRight');
  await waitUntil(
    'something else is seen',
    async () => !(await around.screenshot()).equals(before) || undefined,
  );
  expect(await findBarriers(page)).toEqual([]);
});

it('an album has the cover that somebody chose', async () => {
  const page = await arrive('desktop', 'light');
  await page.goto('/albums');
  const cover = page.getByRole('link', { name: /^Shores/ }).locator('img');
  const before = await cover.getAttribute('src');
  await page.getByRole('link', { name: /^Shores/ }).click();
  const covers = { [PHOTO]: WIDE, [WIDE]: PHOTO };
  const first = await libraryPage(page).tiles.first().textContent();
  const other = Object.entries(covers).find(([name]) => first?.includes(name))?.[1] ?? WIDE;
  await page.getByRole('button', { name: `Select ${other}`, exact: true }).click();
  await page.getByRole('button', { name: 'Make it the cover' }).click();
  await page.getByRole('status').getByText('This is the cover now').waitFor();
  await page.goto('/albums');
  await waitUntil(
    'it has another cover',
    async () => (await cover.getAttribute('src'))?.split('?')[0] !== before?.split('?')[0] || undefined,
  );
});

it('one looks along a wide picture', async () => {
  const page = await arrive('desktop', 'dark');
  await libraryPage(page).tile(WIDE).click();
  const { dialog } = viewerPage(page, WIDE);
  await dialog.getByRole('button', { name: 'Panorama' }).click();
  const strip = dialog.getByRole('group', { name: /^Panorama/ });
  const placeOf = () =>
    strip.evaluate((element) => (element as unknown as { scrollLeft: number }).scrollLeft);
  const before = await placeOf();
  expect(before).toBeGreaterThan(0);
  await page.keyboard.press('ArrowRight');
  await waitUntil('it went on', async () => (await placeOf()) > before || undefined);
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await strip.waitFor({ state: 'detached' });
  await dialog.waitFor();
});

it('a film goes on where it was left, has its subtitles, and obeys keys', async () => {
  const page = await arrive('desktop', 'dark');
  await libraryPage(page).tile(FILM).click();
  const viewer = viewerPage(page, FILM);
  await viewer.play.click();
  await viewer.waitUntilPlayedTo(0.5);
  await page.keyboard.press('5');
  await viewer.waitUntilPlayedTo(31);
  expect(
    await viewer.video.evaluate((element) =>
      Array.from((element as unknown as MediaElement).textTracks, ({ label }) => label),
    ),
  ).toContain('English');
  // Of the text only what WebVTT knows becomes an element.
  expect(await page.evaluate(FIRST_CUE)).toEqual({
    text: 'alert(1)Look, a boat',
    scripts: 0,
  });
  await page.keyboard.press('>');
  await viewer.dialog.getByRole('button', { name: '1.25x playback rate' }).waitFor();
  await page.keyboard.press('<');
  await viewer.dialog.getByRole('button', { name: '1x playback rate', exact: true }).waitFor();
  await page.keyboard.press('p');
  await waitUntil('it plays in a small window of its own', () =>
    page.evaluate<boolean>('document.pictureInPictureElement !== null'),
  );
  await page.keyboard.press('p');
  await waitUntil('it is back', () => page.evaluate<boolean>('document.pictureInPictureElement === null'));
  await page.keyboard.press('k');
  await waitUntil('it stands', () =>
    viewer.video.evaluate((element) => (element as unknown as MediaElement).paused || undefined),
  );
  const stoodAt = await viewer.positionSec();
  await viewer.dialog.locator('media-time-range').first().focus();
  await page.keyboard.press('ArrowRight');
  await waitUntil(
    'it is five seconds on',
    async () => Math.round((await viewer.positionSec()) - stoodAt) === 5 || undefined,
  );
  await page.keyboard.press('ArrowLeft');
  await waitUntil(
    'it is back',
    async () => Math.round((await viewer.positionSec()) - stoodAt) === 0 || undefined,
  );
  await viewer.back.click();
  await viewer.dialog.waitFor({ state: 'detached' });

  const { page: another } = await visit(browser, { url: house.url, screen: 'phone', theme: 'dark' });
  await another.goto('/');
  await signInPage(another).signIn(house.admin);
  const onPhone = viewerPage(another, FILM);
  const goesOn = onPhone.dialog.getByText(/Goes on at 0:3\d/);
  await libraryPage(another).tile(FILM).click();
  await goesOn.waitFor();
  expect(await findBarriers(another)).toEqual([]);
  await onPhone.play.click();
  await onPhone.waitUntilPlayedTo(31);
  await onPhone.back.click();
  await onPhone.dialog.waitFor({ state: 'detached' });
  await libraryPage(another).tile(FILM).click();
  await goesOn.waitFor();
  await onPhone.dialog.getByRole('button', { name: 'From the start' }).click();
  await onPhone.waitUntilPlayedTo(0.5);
  expect(await onPhone.positionSec()).toBeLessThan(30);
});

it('a book is read, goes on where it was left, and nothing of it runs or is fetched from elsewhere', async () => {
  const { page, complaints } = await visit(browser, { url: house.url, screen: 'phone', theme: 'light' });
  const asked = hostsAsked(page);
  await page.goto('/');
  await signInPage(page).signIn(house.admin);
  await page.getByRole('navigation', { name: 'Library' }).waitFor();
  await page.goto('/documents?q=lake');
  await page.locator('main [data-file]').filter({ hasText: BOOK }).click();
  const { dialog, back } = viewerPage(page, BOOK);
  await dialog.getByText('Wide water').waitFor();
  await waitUntil('its picture is drawn', async () => {
    const drawn = await dialog
      .getByRole('img', { name: 'A lake' })
      .evaluate((element) => (element as unknown as ImageElement).naturalWidth);
    return drawn === 300 || undefined;
  });
  expect(
    await dialog.locator('article script, article iframe, article [style], article [href]').count(),
  ).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: /Of boats 1 of 3/ }).click();
  await dialog.getByRole('list', { name: 'Contents' }).getByRole('button', { name: 'Of reeds' }).click();
  await dialog.getByRole('button', { name: 'the end of fish' }).click();
  await dialog.getByText('All is said.').waitFor();
  await waitUntil(
    'the place is remembered',
    async () =>
      /"piece":1,"share":(?!0[,}])/.test(await page.evaluate("localStorage.getItem('hearth-book-places')")) ||
      undefined,
  );
  await back.click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('main [data-file]').filter({ hasText: BOOK }).click();
  await dialog.getByRole('button', { name: /Of fish 2 of 3/ }).waitFor();
  await waitUntil(
    'the end is in sight',
    async () => ((await dialog.getByText('All is said.').boundingBox())?.y ?? Infinity) < 844 || undefined,
  );
  expect(await page.title()).toContain(BOOK);
  // Of handlers in the text that it reads, the browser says that it would not run them; they never get into the page.
  expect(complaints.filter((text) => !text.startsWith('Executing inline event handler'))).toEqual([]);
  expect(asked()).toEqual([new URL(house.url).host]);
});
