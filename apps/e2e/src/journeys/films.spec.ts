import type { HouseClient } from '@hearth/testing';
import { hlsProgress } from '@hearth/contracts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit, type Visit } from '../browser/browser.ts';
import { START_TIMEOUT_MS, startHouse, waitForFile, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makeFilm } from '../media/make-film.ts';
import { makeVideo } from '../media/make-video.ts';
import { libraryPage } from '../pages/library-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';

jest.setTimeout(300_000);

const FILM = 'cinema.mkv';
const DURATION_SEC = 40;

let house: House;
let browser: Browser;
let admin: HouseClient;
let guest: Visit;

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  admin = await house.signIn();
  guest = await visit(browser, { url: house.url, screen: 'phone', theme: 'dark' });
  await house.dropMade(FILM, (target) => makeFilm(target, { durationSec: DURATION_SEC }));
}, START_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

describe('a film that no browser plays', () => {
  it('plays all the same, from where one seeks to as well', async () => {
    await guest.page.goto('/');
    await signInPage(guest.page).signIn(house.admin);
    const library = libraryPage(guest.page);
    await library.waitForPicture(FILM);
    await library.tile(FILM).click();
    const viewer = viewerPage(guest.page, FILM);
    await viewer.play.click();
    await viewer.waitUntilPlayedTo(1);
    expect(
      await viewer.video.evaluate((element) => (element as unknown as { duration: number }).duration),
    ).toBeCloseTo(DURATION_SEC, 0);
    await viewer.seekTo(30);
    await viewer.waitUntilPlayedTo(31);
    expect(await findBarriers(guest.page)).toEqual([]);
  });

  it('is made whole in the end', async () => {
    const { id } = await waitForFile(admin, FILM, 120_000);
    await waitUntil('all is made', async () => {
      const { state } = await admin.call(hlsProgress, { params: { id } });
      return state === 'ready' ? true : undefined;
    });
  });
});

it('is asked for in the hub’s smaller form where somebody saves, and goes on with the original by one tap', async () => {
  await house.dropMade('heavy.mp4', (target) =>
    makeVideo(target, { durationSec: 20, width: 1280, height: 720, isFaststart: true }),
  );
  const { page, context } = await visit(browser, { url: house.url, screen: 'phone', theme: 'dark' });
  page.setDefaultTimeout(120_000);
  await page.goto('/');
  await page.evaluate("localStorage.setItem('hearth.saving', 'always')");
  await signInPage(page).signIn(house.admin);
  const library = libraryPage(page);
  await library.waitForPicture('heavy.mp4');
  await library.tile('heavy.mp4').click();
  const viewer = viewerPage(page, 'heavy.mp4');
  const source = () => viewer.video.evaluate((element) => (element as unknown as { src: string }).src);
  await viewer.play.click();
  await waitUntil('it is played in pieces', async () => /^blob:/.test(await source()) || undefined);
  await viewer.dialog.getByRole('button', { name: /^Smaller copy · Original/ }).click();
  await waitUntil('it is the original', async () => /\/stream\?/.test(await source()) || undefined);
  await viewer.waitUntilPlayedTo(1);
  expect(await viewer.dialog.getByRole('button', { name: /^Smaller copy/ }).count()).toBe(0);
  await context.close();
});
