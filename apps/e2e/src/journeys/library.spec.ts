import { changeFiles, listFiles, type FileSummary } from '@hearth/contracts';
import type { HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { countLandmarks, findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit, type Visit } from '../browser/browser.ts';
import { handOver } from '../browser/hand-over.ts';
import { START_TIMEOUT_MS, startHouse, waitForFile, waitUntilSettled, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makePdf } from '../media/make-pdf.ts';
import { dropYears } from '../media/drop-years.ts';
import { makePhoto } from '../media/make-photo.ts';
import { libraryPage } from '../pages/library-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';

jest.setTimeout(300_000);

const NEWEST = '2024-12.jpg';
const OLDEST = '2019-01.jpg';
const IN_THE_MIDDLE = '2021-06.jpg';
const MONTH =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d$/;
const BESIDE_IT = '2021-05.jpg';
const ELSEWHERE = '2020-02.jpg';
const UNREACHABLE = 'The hub can’t be reached just now.';

const PRINTS = 'Years/2022/Prints';

const countCut = (all: { scrollWidth: number; clientWidth: number }[]) =>
  all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length;

let house: House;
let browser: Browser;
let admin: HouseClient;
let files: FileSummary[];

const idOf = (name: string): string => {
  const id = files.find((one) => one.name === name)?.id;
  if (!id) throw new Error(`${name} is not in the library`);
  return id;
};

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  admin = await house.signIn();
  const photos = await dropYears(house);
  house.drop('Papers/receipt.txt', 'one lamp');
  house.drop('Papers/two pages.pdf', makePdf(['One', 'Two']));
  house.drop('Papers/torn.jpg', 'no picture at all');
  files = await waitUntilSettled(admin, photos + 3, 180_000);
}, START_TIMEOUT_MS + 180_000);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const enter = async (screen: 'phone' | 'desktop', address = '/'): Promise<Visit> => {
  const guest = await visit(browser, {
    url: house.url,
    screen,
    theme: screen === 'phone' ? 'dark' : 'light',
  });
  await guest.page.goto(address);
  await signInPage(guest.page).signIn(house.admin);
  await libraryPage(guest.page).navigation.waitFor();
  return guest;
};

/** At the newest, wherever one was before: the page that is left writes its place down, so another one is opened between. */
async function openAtTheTop(page: Page): Promise<void> {
  await page.goto('/more');
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await page.evaluate('sessionStorage.clear()');
  await page.goto('/');
  await libraryPage(page).waitForPicture(NEWEST);
}

describe.each(['phone', 'desktop'] as const)('the library on a %s', (screen) => {
  let guest: Visit;
  beforeAll(async () => {
    guest = await enter(screen);
  });
  afterAll(() => guest?.context.close());

  it('shows photos alone, under their days, and names the page', async () => {
    const { page } = guest;
    await libraryPage(page).waitForPicture(NEWEST);
    expect(await libraryPage(page).tile('receipt.txt').count()).toBe(0);
    expect(await libraryPage(page).tile('torn.jpg').count()).toBe(0);
    // Months with one photo each share a row.
    const topOf = async (day: RegExp) => (await page.getByRole('button', { name: day }).boundingBox())?.y;
    await waitUntil('both stand in one row', async () => {
      const [november, december] = [await topOf(/15 Nov 2024/), await topOf(/15 Dec 2024/)];
      return november !== undefined && november === december;
    });
    expect(await page.title()).toBe('Photos · Hearth');
    expect(await findBarriers(page)).toEqual([]);
    expect(await countLandmarks(page)).toEqual({ main: 1, h1: 1 });
  });

  it('leads to the oldest by End, keeps the focus, and is there again after a reload', async () => {
    const { page } = guest;
    await libraryPage(page).tile(NEWEST).focus();
    await page.keyboard.press('End');
    await page.locator('[data-file]:focus').waitFor();
    await libraryPage(page).tile(OLDEST).waitFor();
    await waitUntil('the place is remembered', () =>
      page.evaluate("sessionStorage.getItem('hearth.place /') !== null"),
    );
    await page.reload();
    await libraryPage(page).waitForPicture(OLDEST);
    expect(await libraryPage(page).tile(NEWEST).count()).toBe(0);
    await page.getByRole('slider', { name: 'Go to a month' }).focus();
    await page.keyboard.press('Home');
    await libraryPage(page).waitForPicture(NEWEST);
  });

  it('takes the focus along by PageDown and Home, with the month in sight', async () => {
    const { page } = guest;
    await openAtTheTop(page);
    await libraryPage(page).tile(NEWEST).focus();
    await page.keyboard.press('PageDown');
    await page.locator(`[data-file]:focus:not([data-file="${idOf(NEWEST)}"])`).waitFor();
    await page.getByText(MONTH).first().waitFor();
    await page.keyboard.press('Home');
    await page.locator(`[data-file="${idOf(NEWEST)}"]:focus`).waitFor();
  });

  it('goes on from what is in sight where the tile with the focus was scrolled away', async () => {
    const { page } = guest;
    await openAtTheTop(page);
    await libraryPage(page).tile(NEWEST).focus();
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
    await libraryPage(page).tile(OLDEST).waitFor();
    await libraryPage(page).tile(NEWEST).waitFor({ state: 'detached' });
    await page.getByRole('group', { name: 'Files' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-file]:focus').waitFor();
    expect(await libraryPage(page).tile(NEWEST).count()).toBe(0);
  });

  it('opens a deep link among its neighbours, keeps what was opened, and goes back to its place', async () => {
    const { page } = guest;
    await page.goto(`/photo/${idOf(IN_THE_MIDDLE)}`);
    const viewer = viewerPage(page, IN_THE_MIDDLE);
    await viewer.info.click();
    const info = page.getByRole('complementary', { name: 'Info' });
    await info.getByText('300 × 200').waitFor();
    await waitUntil(
      'its name is the title',
      async () => (await page.title()) === `${IN_THE_MIDDLE} · Hearth`,
    );
    // What is beneath is loaded by now, and has taken nothing away.
    await page.locator(`main [data-file="${idOf(IN_THE_MIDDLE)}"]`).waitFor({ state: 'attached' });
    expect(await info.isVisible()).toBe(true);
    await page.keyboard.press('ArrowRight');
    await viewerPage(page, BESIDE_IT).dialog.waitFor();
    await viewerPage(page, BESIDE_IT).back.click();
    await viewerPage(page, BESIDE_IT).dialog.waitFor({ state: 'detached' });
    await libraryPage(page).waitForPicture(BESIDE_IT);
    expect(await libraryPage(page).tile(NEWEST).count()).toBe(0);
  });

  it('has all that can be done with what is picked within reach, none over another', async () => {
    const { page } = guest;
    await openAtTheTop(page);
    await libraryPage(page).tile(NEWEST).focus();
    await page.keyboard.press('x');
    const acts = page.getByRole('toolbar', { name: 'Selected files' }).getByRole('button');
    const names = [
      'Favourite',
      'Tag',
      'Move',
      'Album',
      'Date',
      'Download',
      'Keep',
      'Share',
      'Send',
      'Delete',
    ];
    for (const name of names) await acts.and(page.getByRole('button', { name })).click({ trial: true });
    expect(await acts.evaluateAll(countCut as never)).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('asks for a name without opening the keyboard of a phone', async () => {
    const { page } = guest;
    await page.goto(`/photo/${idOf(NEWEST)}`);
    const { dialog } = viewerPage(page, NEWEST);
    await dialog.getByRole('button', { name: 'More to do' }).click();
    await page.getByRole('dialog', { name: 'This file' }).getByRole('button', { name: 'Rename' }).click();
    const sheet = page.getByRole('dialog', { name: 'Rename' });
    await sheet.locator(screen === 'phone' ? 'h2:focus' : 'input:focus').waitFor();
  });

  it('says in words that the hub is away, and draws the picture once it is back', async () => {
    const { page, context } = guest;
    await page.goto(`/photo/${idOf(IN_THE_MIDDLE)}`);
    await viewerPage(page, IN_THE_MIDDLE).dialog.waitFor();
    const slide = page.locator('.yarl__slide_current');
    const picture = slide.locator('.yarl__slide_image');
    await picture.waitFor();
    await context.setOffline(true);
    const words = slide.getByText(UNREACHABLE);
    await waitUntil('it is at a file whose picture is not here', async () => {
      // Looked at before the next press: after it, it may be another file that is looked at.
      if ((await words.count()) > 0) return true;
      await page.keyboard.press('ArrowRight');
      return undefined;
    });
    await context.setOffline(false);
    await picture.waitFor();
  });

  it('draws a picture where the hub came back while it was still being asked why there was none', async () => {
    const { page } = guest;
    const slide = page.locator('.yarl__slide_current');
    // The address that is asked why is the last one that it has.
    const lastAddress = `/api/files/${idOf(ELSEWHERE)}/thumbnail`;
    const previews = new RegExp(`${lastAddress}|/d/.*/preview`);
    let isBack = false;
    const asked = Promise.withResolvers<void>();
    const mayFail = Promise.withResolvers<void>();
    await page.route(previews, async (route) => {
      if (isBack) return route.continue();
      const request = route.request();
      if (request.resourceType() === 'fetch' && request.url().includes(lastAddress)) {
        asked.resolve();
        await mayFail.promise;
        isBack = true;
      }
      return route.abort();
    });
    await page.goto(`/photo/${idOf(ELSEWHERE)}`);
    await asked.promise;
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    mayFail.resolve();
    await slide.locator('.yarl__slide_image').waitFor();
    expect(await slide.getByText(UNREACHABLE).count()).toBe(0);
    await page.unroute(previews);
  });

  it('says kindly that there is no such file', async () => {
    const { page } = guest;
    await page.goto('/photo/undefined');
    await page.getByText('There is no such file any more.').waitFor();
    await page.getByRole('button', { name: 'Go back' }).click();
    await libraryPage(page).files.waitFor();
  });

  it('finds as one types, says how many, and what to try when there is nothing', async () => {
    const { page } = guest;
    await libraryPage(page).goTo('Search');
    const box = page.getByRole('searchbox', { name: 'Search your library' });
    await box.fill('recei');
    await page.getByRole('status').getByText('1 file found').waitFor();
    await libraryPage(page).tile('receipt.txt').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await box.fill('receipt xylophone');
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await page.getByRole('link', { name: '“receipt” alone' }).click();
    await libraryPage(page).tile('receipt.txt').waitFor();
  });

  it('lists documents by name, and what is damaged with the reason', async () => {
    const { page } = guest;
    await page.goto('/documents');
    await page.getByRole('list', { name: 'Documents' }).getByText('receipt.txt').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByText('receipt.txt').click();
    await page.getByRole('dialog').getByText('one lamp').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('two pages.pdf').click();
    const pdf = page.getByRole('dialog');
    await pdf.getByRole('img', { name: 'Page 1 of 2' }).locator('canvas').waitFor();
    await pdf.getByRole('img', { name: 'Page 2 of 2' }).locator('canvas').waitFor();
    const drawn = pdf.getByRole('img', { name: 'Page 1 of 2' }).locator('canvas');
    await waitUntil(
      'what was scanned is drawn',
      async () => (await drawn.evaluate(redAt, { across: 110 / 300, down: 90 / 400 })) === 0,
    );
    await page.goto('/');
    await page.getByRole('link', { name: 'Show it' }).click();
    await page.getByRole('list', { name: 'Could not be read' }).getByText('torn.jpg').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it('fits a narrow window and large text', async () => {
    const { page } = guest;
    await page.setViewportSize({ width: 320, height: 640 });
    const names = 'folders albums search documents duplicates bin devices people insight music map more';
    for (const path of ['/', ...names.split(' ').map((name) => `/${name}`)]) {
      await page.goto(path);
      await page.locator('main h1').first().waitFor({ state: 'attached' });
      await waitUntil(
        'the page has what it shows',
        async () => (await page.locator('main [aria-busy="true"]').count()) === 0,
      );
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      // Drawn at that size, with all of the page's styles: before, its width would be an old one.
      await page.evaluate(
        'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
      );
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([path, overflow]).toEqual([path, 0]);
    }
  });

  it('made no page script throw', () => expect(guest.complaints).toEqual([]));
});

interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}

/** How much red, of 255, it has at a point; in shares of its width and height. */
function redAt(canvas: unknown, { across, down }: { across: number; down: number }): number | undefined {
  const { width, height, getContext } = canvas as Canvas;
  const context = getContext.call(canvas, '2d') as ReturnType<Canvas['getContext']>;
  return context.getImageData(width * across, height * down, 1, 1).data[0];
}

describe('keeping order', () => {
  let guest: Visit;
  beforeAll(async () => {
    guest = await enter('desktop');
  });
  afterAll(() => guest?.context.close());
  const favourites = async () =>
    (await admin.call(listFiles, { query: { favourite: 'true', limit: 200 } })).items
      .map(({ name }) => name)
      .toSorted();
  const select = (name: string) => guest.page.getByRole('button', { name: `Select ${name}`, exact: true });

  it('picks a range with shift, marks it, and takes that back', async () => {
    const { page } = guest;
    await libraryPage(page).waitForPicture(NEWEST);
    await select(NEWEST).click();
    await select('2024-10.jpg').click({ modifiers: ['Shift'] });
    await page.getByRole('toolbar', { name: 'Selected files' }).getByText('3', { exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Favourite' }).click();
    await page.getByRole('status').getByText('3 files marked as favourite').waitFor();
    expect(await favourites()).toEqual(['2024-10.jpg', '2024-11.jpg', '2024-12.jpg']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await waitUntil('none is marked', async () => (await favourites()).length === 0);
  });

  it('picks a whole day by its heading, bins it, and brings it back by Undo', async () => {
    const { page } = guest;
    await page.getByRole('button', { name: /15 Nov 2024/ }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await libraryPage(page).tile('2024-11.jpg').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await libraryPage(page).waitForPicture('2024-11.jpg');
  });

  it('finds what was binned in the bin, and restores it from there', async () => {
    const { page } = guest;
    await admin.call(changeFiles, { body: { fileIds: [idOf(OLDEST) as FileSummary['id']], delete: true } });
    await page.goto('/bin');
    await page.getByRole('button', { name: `Restore ${OLDEST}` }).click();
    await page.getByRole('heading', { name: 'The bin is empty' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it('goes through the folders as they lie on the disk, and makes one', async () => {
    const { page } = guest;
    await page.goto('/folders');
    await page.getByRole('link', { name: /^Years/ }).click();
    await page.getByRole('link', { name: /^2022/ }).click();
    await libraryPage(page).waitForPicture('2022-03.jpg');
    expect(await page.title()).toBe('2022 · Hearth');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'New folder' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Prints');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { name: 'This folder is empty' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/folders/${PRINTS}`);
  });

  it('takes what is chosen into the folder that is open', async () => {
    const { page } = guest;
    await page.getByRole('button', { name: 'Add files' }).click();
    const picture = await makePhoto({ seed: 99, width: 300, height: 200, takenAt: '2018:07:01 10:00:00' });
    await page
      .locator('input[type=file][aria-label="Files"]')
      .setInputFiles({ name: 'brought.jpg', mimeType: 'image/jpeg', buffer: picture });
    await page.getByRole('region', { name: 'Upload' }).getByText('The file is home.').waitFor();
    await libraryPage(page).waitForPicture('brought.jpg');
    const { items } = await admin.call(listFiles, { query: { folder: PRINTS } });
    expect(items.map(({ name }) => name)).toEqual(['brought.jpg']);
  });

  it('takes what is dropped and what is pasted', async () => {
    const { page } = guest;
    const namesHere = async () =>
      (await admin.call(listFiles, { query: { folder: PRINTS } })).items.map(({ name }) => name).toSorted();
    await page.evaluate(handOver('drop', 'dropped.txt', 'by a mouse'));
    await waitUntil(
      'what was dropped is here',
      async () => (await namesHere()).includes('dropped.txt') || undefined,
    );
    await page.evaluate(handOver('paste', 'pasted.txt', 'by two keys'));
    await waitUntil(
      'what was pasted is here',
      async () => (await namesHere()).includes('pasted.txt') || undefined,
    );
    expect(await namesHere()).toEqual(['brought.jpg', 'dropped.txt', 'pasted.txt']);
  });

  it('does not take again what was dropped without a place and is here under another name', async () => {
    const { page } = guest;
    const namesInUploads = async () =>
      (await admin.call(listFiles, { query: { folder: 'Uploads' } })).items.map(({ name }) => name);
    const tray = page.getByRole('region', { name: 'Upload' });
    await tray.getByRole('button', { name: 'Close' }).click();
    await libraryPage(page).goTo('Library');
    await page.evaluate(handOver('drop', 'lamp again.txt', 'one lamp'));
    await tray.getByText('The file is home. 1 was there already.').waitFor();
    expect(await namesInUploads()).toEqual([]);
    await page.goto(`/folders/${PRINTS}`);
    await page.getByRole('button', { name: 'Add files' }).waitFor();
  });

  it('takes a whole folder with its shape', async () => {
    const { page } = guest;
    const chosen = join(house.stack.folder, 'Journey');
    mkdirSync(join(chosen, 'Day 1'), { recursive: true });
    writeFileSync(join(chosen, 'plan.txt'), 'go');
    writeFileSync(join(chosen, 'Day 1', 'seen.txt'), 'a lake');
    await page.getByRole('button', { name: 'Add files' }).click();
    await page.locator('input[type=file][aria-label="Folder"]').setInputFiles(chosen);
    await waitUntil('it is here as it was', async () => {
      const { items } = await admin.call(listFiles, { query: { query: 'seen.txt', limit: 5 } });
      return items.some(({ folder }) => folder === `${PRINTS}/Journey/Day 1`) || undefined;
    });
  });

  it('shows the same file side by side, and bins the one that nobody keeps', async () => {
    const { page } = guest;
    house.drop('Again/receipt.txt', 'one lamp');
    await waitForFile(admin, 'receipt.txt');
    const copies = async () =>
      (await admin.call(listFiles, { query: { query: 'receipt.txt', limit: 5 } })).items
        .map(({ folder }) => folder)
        .toSorted();
    await waitUntil('it is here twice', async () => (await copies()).length === 2 || undefined);
    await page.goto('/duplicates');
    const group = page.getByRole('radiogroup', { name: 'Which copy of receipt.txt stays' });
    await waitUntil(
      'both are shown',
      async () => (await group.getByRole('radio').count()) === 2 || undefined,
    );
    expect(await findBarriers(page)).toEqual([]);
    expect(await group.getByRole('radio', { checked: true }).count()).toBe(0);
    await group.getByText('Papers').click();
    await page.getByRole('button', { name: /^Move the other one to the bin/ }).click();
    await waitUntil('the kept one is left', async () => (await copies()).join() === 'Papers' || undefined);
    await page.getByRole('button', { name: 'Undo' }).click();
    await waitUntil('both are back', async () => (await copies()).length === 2 || undefined);
  });

  it('puts what is picked into a new album, which holds it', async () => {
    const { page } = guest;
    await page.goto('/');
    await libraryPage(page).waitForPicture(NEWEST);
    await select(NEWEST).click();
    await page.getByRole('button', { name: 'Album' }).click();
    await page.getByRole('textbox', { name: 'Title of a new album' }).fill('Winter');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('status').getByText('1 file put into Winter').waitFor();
    await page.goto('/albums');
    await page.getByRole('link', { name: /^Winter/ }).click();
    await libraryPage(page).waitForPicture(NEWEST);
    expect(await findBarriers(page)).toEqual([]);
  });

  it('keeps what is still being read out of the newest month', async () => {
    const { page } = guest;
    await openAtTheTop(page);
    // Every heading that ever stands there from now on, by its words.
    await page.evaluate(`{
      window.headingsSeen = new Set();
      const look = () => {
        for (const heading of document.querySelectorAll('main h2')) window.headingsSeen.add(heading.textContent);
      };
      look();
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    }`);
    const names = Array.from({ length: 20 }, (_, index) => `late ${index}.jpg`);
    for (const [index, name] of names.entries()) {
      const takenAt = `2018:07:02 10:00:${index + 10}`;
      house.drop(name, await makePhoto({ seed: 200 + index, width: 600, height: 400, takenAt }));
    }
    for (const name of names) await waitForFile(admin, name, 120_000);
    const seen = await page.evaluate<string[]>('[...window.headingsSeen]');
    // Their files are of this moment; the photos are of years ago.
    expect(seen).toContainEqual(expect.stringContaining('2024'));
    expect(seen.filter((words) => !/ 20(?:1\d|2[0-4])/.test(words))).toEqual([]);
  }, 300_000);

  it('shows its shortcuts', async () => {
    const { page } = guest;
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('These shortcuts').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('made no page script throw', () => expect(guest.complaints).toEqual([]));
});
