import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../browser/browser.ts';
import { START_TIMEOUT_MS, startHouse, type House } from '../house/house.ts';
import { DropPage } from '../pages/drop-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';

jest.setTimeout(180_000);

let house: House;
let browser: Browser;
let folder: string;
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  folder = join(house.stack.folder, 'to-send');
  mkdirSync(folder);
}, START_TIMEOUT_MS);
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

/** Somebody of the house, at /drop. */
async function comeHome(name: string, prepare?: string): Promise<DropPage> {
  const { page, context } = await visit(browser, { url: house.url, screen: 'desktop', theme: 'dark' });
  opened.push(() => context.close());
  if (prepare !== undefined) await context.addInitScript(prepare);
  await page.goto('/drop');
  await signInPage(page).signIn(house.admin);
  const drop = new DropPage(page);
  await drop.rename(name);
  return drop;
}

function makeFile(name: string, bytes: number): { path: string; sha256: string } {
  const path = join(folder, name);
  const content = randomBytes(bytes);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return { path, sha256: createHash('sha256').update(content).digest('hex') };
}

async function savedHash(drop: DropPage): Promise<string> {
  const [download] = await Promise.all([
    drop.page.waitForEvent('download', { timeout: 60_000 }),
    drop.card('done').getByRole('button', { name: 'Save' }).click(),
  ]);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(await download.path())) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

describe('handing a file to a device beside', () => {
  it.each(['Fast', 'Direct only'] as const)('%s: it arrives as it was sent', async (way) => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    const { path, sha256 } = makeFile('film.bin', 20_000_000);
    await anna.goBy(way);
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor({ timeout: 120_000 });
    await anna.card('done').waitFor({ timeout: 60_000 });
    expect(await savedHash(ben)).toBe(sha256);
  });
});
