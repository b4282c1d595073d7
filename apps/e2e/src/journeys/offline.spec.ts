import { listSessions, endSession, type FileSummary } from '@hearth/contracts';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit } from '../browser/browser.ts';
import { listAll, START_TIMEOUT_MS, startHouse, waitUntilSettled, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { MOODS } from '../media/make-landscape.ts';
import { makePhoto } from '../media/make-photo.ts';
import { makeVideo } from '../media/make-video.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';

jest.setTimeout(300_000);

let house: House;
let browser: Browser;
let isHouseThere = false;

beforeAll(async () => {
  house = await startHouse();
  isHouseThere = true;
  // A browser has no service worker where it does not trust the certificate.
  browser = await openBrowser(['--ignore-certificate-errors']);
  house.drop('kept.jpg', await makePhoto({ seed: 1, mood: MOODS.dawn, width: 900, height: 600 }));
  house.drop('large.jpg', await makeLarge(3));
  house.drop('other.jpg', await makePhoto({ seed: 2, mood: MOODS.noon, width: 900, height: 600 }));
  await house.dropMade('film.mp4', (target) =>
    makeVideo(target, { durationSec: 60, width: 320, height: 180, isFaststart: true }),
  );
  await waitUntilSettled(await house.signIn(), 4, 120_000);
}, START_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  if (isHouseThere) await house.stop();
});

async function comeHome(): Promise<Page> {
  const { page } = await visit(browser, {
    url: house.url,
    screen: 'phone',
    theme: 'dark',
    hasServiceWorker: true,
  });
  await page.goto('/');
  await signInPage(page).signIn(house.admin);
  await page.locator('main [data-file]').first().waitFor();
  return page;
}

/** Larger than what is looked at on slow lines. */
const makeLarge = (seed: number) => makePhoto({ seed, mood: MOODS.ember, width: 3000, height: 2000 });

const tile = (page: Page, name: string) => page.locator('main [data-file]').filter({ hasText: name });

async function keep(page: Page, name: string): Promise<void> {
  await tile(page, name).click();
  const { dialog, back } = viewerPage(page, name);
  await dialog.getByRole('button', { name: 'Keep offline', pressed: false }).click();
  await dialog.getByRole('button', { name: 'Keep offline', pressed: true }).waitFor();
  await back.click();
  await dialog.waitFor({ state: 'detached' });
}

const hasKept = (page: Page): Promise<boolean> => page.evaluate("caches.has('kept-files')");

it('leaves nothing kept behind who signs out', async () => {
  const page = await comeHome();
  await keep(page, 'other.jpg');
  expect(await hasKept(page)).toBe(true);
  await page.goto('/more');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  await waitUntil('nothing is kept', async () => !(await hasKept(page)) || undefined);
  await page.context().close();
});

const listKept = (page: Page): Promise<FileSummary[]> =>
  page.evaluate("caches.match('/kept/list').then((list) => (list ? list.json() : []))");

it('keeps a smaller copy where somebody saves, follows the hub, and lets go when the session is ended there', async () => {
  const page = await comeHome();
  await page.goto('/more');
  await page.getByText('Always', { exact: true }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.goto('/');
  await keep(page, 'large.jpg');
  const [kept] = await listKept(page);
  expect(kept).toMatchObject({ name: 'large.jpg', smallerBytes: expect.any(Number) });
  const whole = (id = '') => page.evaluate(`caches.match('/api/files/${id}/stream').then(Boolean)`);
  expect(await whole(kept?.id)).toBe(false);

  await tile(page, 'large.jpg').click();
  const viewer = viewerPage(page, 'large.jpg');
  await viewer.dialog.locator('.yarl__slide_current .yarl__slide_image').waitFor();
  expect(await viewer.dialog.locator('[data-original]').count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  await viewer.dialog.getByRole('button', { name: /^Smaller copy · Original/ }).click();
  await viewer.dialog.locator('[data-original][data-ready="true"]').waitFor();
  await viewer.back.click();

  await page.goto('/more');
  await page.getByText('Off', { exact: true }).click();
  house.drop('large.jpg', await makeLarge(4));
  const hub = await house.signIn();
  await waitUntil('the hub has the new one', async () => {
    const file = (await listAll(hub)).find(({ name }) => name === 'large.jpg');
    return (file?.state === 'ready' && file.sha256 !== kept?.sha256) || undefined;
  });
  await page.goto('/offline');
  await waitUntil('the device has it, too, and whole', async () => {
    const [now] = await listKept(page);
    return (now !== undefined && now.sha256 !== kept?.sha256 && (await whole(now.id))) || undefined;
  });

  const sessions = (await hub.call(listSessions, { query: {} })).items.filter(({ current }) => !current);
  for (const { id } of sessions) await hub.call(endSession, { params: { id } });
  await page.goto('/');
  await page.getByLabel('Password').waitFor();
  await waitUntil('nothing is kept', async () => !(await hasKept(page)) || undefined);
  await page.context().close();
});

it('shows and plays what is kept while the hub is away, also after a start without it', async () => {
  const page = await comeHome();
  await keep(page, 'kept.jpg');
  await keep(page, 'film.mp4');
  await page.goto('/offline');
  await tile(page, 'kept.jpg').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');

  isHouseThere = false;
  await house.stop();
  await page.goto('/');
  await page.getByRole('heading', { name: 'The hub is away' }).waitFor();
  for (const name of ['kept.jpg', 'film.mp4']) await tile(page, name).waitFor();
  expect(await page.locator('main [data-file]').count()).toBe(2);
  expect(await findBarriers(page)).toEqual([]);
  await tile(page, 'kept.jpg').click();
  const picture = viewerPage(page, 'kept.jpg');
  await picture.dialog
    .locator('.yarl__slide_current .yarl__slide_image:not(.yarl__slide_image_loading)')
    .waitFor();
  await picture.back.click();
  await tile(page, 'film.mp4').click();
  const film = viewerPage(page, 'film.mp4');
  await film.play.click();
  await film.waitUntilPlayedTo(0.5);
  await film.seekTo(30);
  await film.waitUntilPlayedTo(30);
});
