import { fileInsight, heatmap, me, personInsight } from '@hearth/contracts';
import type { HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit, type Visit } from '../browser/browser.ts';
import type { MediaElement } from '../browser/page-elements.ts';
import { START_TIMEOUT_MS, startHouse, waitForFile, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makeVideo } from '../media/make-video.ts';
import { libraryPage } from '../pages/library-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';

jest.setTimeout(300_000);

const FILM = 'swimming.mp4';
const DURATION_SEC = 40;
/** From where to about where, one after the other: on, far ahead, and back to what was seen, twice. */
const RUNS = [
  [0, 5],
  [20, 23],
  [1, 3],
  [1, 4],
] as const;

let house: House;
let browser: Browser;
let admin: HouseClient;
let guest: Visit;

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  admin = await house.signIn();
  guest = await visit(browser, { url: house.url, screen: 'phone', theme: 'dark' });
  await house.dropMade(FILM, (target) =>
    makeVideo(target, { durationSec: DURATION_SEC, width: 320, height: 180, isFaststart: true }),
  );
}, START_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

/** Jumps while it plays; undefined: it stops. Tells where it left off. */
function leaveFor(toSec: number | undefined): Promise<number> {
  return viewerPage(guest.page, FILM).video.evaluate((element, to) => {
    const media = element as unknown as MediaElement & { pause(): void };
    const leftAtSec = media.currentTime;
    if (to === undefined) media.pause();
    else media.currentTime = to;
    return leftAtSec;
  }, toSec);
}

describe('a film that is watched with jumps', () => {
  it('has the curve of exactly what was played, rewinds too', async () => {
    await guest.page.goto('/');
    await signInPage(guest.page).signIn(house.admin);
    const library = libraryPage(guest.page);
    await library.waitForPicture(FILM);
    await library.tile(FILM).click();
    const viewer = viewerPage(guest.page, FILM);
    await viewer.play.click();
    const runs: [number, number][] = [];
    for (const [at, [fromSec, toSec]] of RUNS.entries()) {
      await viewer.waitUntilPlayedTo(toSec);
      runs.push([fromSec, await leaveFor(RUNS[at + 1]?.[0])]);
    }
    await viewer.back.click();
    await viewer.dialog.waitFor({ state: 'detached' });

    const { id } = await waitForFile(admin, FILM);
    const known = Array.from({ length: DURATION_SEC }, (_, sec) =>
      runs.reduce((plays, [from, to]) => plays + Math.max(0, Math.min(to, sec + 1) - Math.max(from, sec)), 0),
    );
    const total = runs.reduce((sum, [from, to]) => sum + to - from, 0);
    await waitUntil('all of it is counted', async () => {
      const { watchTimeSec } = await admin.call(fileInsight, { params: { id }, query: {} });
      if (Math.abs(watchTimeSec - total) < 0.5) return true;
      throw new Error(`${watchTimeSec} of ${total} s`);
    });
    const curve = await admin.call(heatmap, { query: { fileId: id, buckets: DURATION_SEC } });
    // A player knows to a few hundredths of a second where it left off.
    curve.buckets.forEach(({ plays }, sec) => expect(Math.abs(plays - (known[sec] ?? 0))).toBeLessThan(0.15));
    expect(curve.peak).toBeGreaterThan(2.8);
    expect(curve.mostReplayed).toMatchObject({ fromSec: 1 });
  });

  it('has a page of its own that says so', async () => {
    const { page } = guest;
    const { id } = await waitForFile(admin, FILM);
    await page.goto(`/insight/files/${id}`);
    await page.getByRole('heading', { level: 1, name: FILM }).waitFor();
    await page.getByText(/^Most replayed: 0:01 to/).waitFor();
    await page.getByRole('region', { name: 'How far people got' }).waitFor();
    await page
      .getByRole('region', { name: 'When, from where, how much' })
      .getByText(/\d+% of it/)
      .waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('region', { name: 'Who' }).getByRole('link', { name: house.admin.username }).click();
    await page.getByRole('heading', { level: 1, name: 'What you watched' }).waitFor();
    await page.getByRole('region', { name: 'What', exact: true }).getByRole('link', { name: FILM }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it('leaves no name behind, once somebody wants that', async () => {
    const { page } = guest;
    await page.getByRole('link', { name: 'What is kept, and how to stop it' }).click();
    await page.getByRole('checkbox', { name: 'Count me without a name' }).click();
    await page.getByText('From now on without a name.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete your history' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('The history is deleted.').waitFor();
    const { id } = await waitForFile(admin, FILM);
    const { people, streams } = await admin.call(fileInsight, { params: { id }, query: {} });
    expect({ streams, names: people.map(({ username }) => username) }).toEqual({ streams: 1, names: [null] });
    const own = people[0]?.userId ?? undefined;
    if (own === undefined) throw new Error('nobody stands in');
    expect((await admin.call(personInsight, { params: { id: own }, query: {} })).username).toBeNull();
  });

  it('is counted without a name from then on', async () => {
    const { id } = await waitForFile(admin, FILM);
    const figuresOf = () => admin.call(fileInsight, { params: { id }, query: {} });
    const before = await figuresOf();
    await guest.page.goto('/');
    await libraryPage(guest.page).tile(FILM).click();
    const viewer = viewerPage(guest.page, FILM);
    await viewer.play.click();
    await viewer.waitUntilPlayedTo(1);
    await leaveFor(30);
    await viewer.waitUntilPlayedTo(32);
    await leaveFor(undefined);
    await viewer.back.click();
    await viewer.dialog.waitFor({ state: 'detached' });
    const after = await waitUntil('it is counted', async () => {
      const figures = await figuresOf();
      return figures.watchTimeSec > before.watchTimeSec + 1 ? figures : undefined;
    });
    expect(after.people.map(({ username }) => username)).toEqual(after.people.map(() => null));
    const { id: own } = await admin.call(me, {});
    expect(after.people.map(({ userId }) => userId)).not.toContain(own);
    const person = await admin.call(personInsight, { params: { id: own }, query: { range: 'all' } });
    expect(person).toMatchObject({ streams: 0, watchTimeSec: 0, files: [], sessions: [], isNamed: false });
  });

  it('made no page script throw', () => {
    expect(guest.complaints).toEqual([]);
  });
});
