import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UPLOAD_CHUNK_BYTES } from '@hearth/contracts';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit } from '../browser/browser.ts';
import { openDroppingLink, type DroppingLink } from '../house/dropping-link.ts';
import { START_TIMEOUT_MS, startHouse, waitForFile, type House } from '../house/house.ts';
import { backupPage } from '../pages/backup-page.ts';
import { GuestPage, SharesPage } from '../pages/share-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';

jest.setTimeout(300_000);
const LONG = { timeout: 240_000 };

const MEBIBYTE = 1024 ** 2;
const FILM_BYTES = 24 * MEBIBYTE;
/** Much less than a piece. */
const BYTES_PER_CONNECTION = 3 * MEBIBYTE;

let house: House;
let browser: Browser;
let link: DroppingLink;

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
}, START_TIMEOUT_MS);
beforeEach(async () => {
  link = await openDroppingLink(house.url, BYTES_PER_CONNECTION);
});
afterEach(() => link.close());
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

async function come(url: string, path: string): Promise<Page> {
  const { page } = await visit(browser, { url, screen: 'phone', theme: 'dark' });
  await page.goto(path);
  return page;
}

function makeFilm(name: string): string {
  const path = join(house.stack.folder, name);
  writeFileSync(path, randomBytes(FILM_BYTES));
  return path;
}

/** That it is whole at the hub, and what that has cost. */
async function arrived(film: string): Promise<void> {
  const { sha256 } = await waitForFile(await house.signIn(), basename(film));
  expect(sha256).toBe(createHash('sha256').update(readFileSync(film)).digest('hex'));
  expect(link.drops).toBeGreaterThan(FILM_BYTES / BYTES_PER_CONNECTION);
  const [times, percent] = [link.drops, Math.round((link.sentBytes / FILM_BYTES) * 100)];
  process.stderr.write(
    `a film of 24 MiB came home over ${times} drops, with ${percent}% of its bytes sent\n`,
  );
}

describe('over a link that drops long before a piece is through', () => {
  it('a phone’s film comes home', async () => {
    expect(BYTES_PER_CONNECTION).toBeLessThan(UPLOAD_CHUNK_BYTES);
    const phone = await come(link.url, '/backup');
    await signInPage(phone).signIn(house.admin);
    const film = makeFilm('of the phone.bin');
    await backupPage(phone).pick([film]);
    await backupPage(phone).progress.getByText('The file is home.').waitFor(LONG);
    await arrived(film);
  });

  it('a guest’s film arrives', async () => {
    const home = await come(house.url, '/shares');
    await signInPage(home).signIn(house.admin);
    await home.getByRole('button', { name: 'Collect photos' }).click();
    const address = await new SharesPage(home).makeLink('By train');
    const guest = new GuestPage(await come(link.url, address));
    await guest.page.getByText('Add your photos and videos').waitFor();
    const film = makeFilm('of a guest.bin');
    await guest.bring([film]);
    await guest.page.getByText('1 file arrived').waitFor(LONG);
    await arrived(film);
  });
});
