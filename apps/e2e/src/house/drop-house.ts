import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, visit, visitOnDisk, type VisitOptions } from '../browser/browser.ts';
import { DropPage } from '../pages/drop-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { startHouse, type House } from './house.ts';
import { waitUntil } from './wait-until.ts';

/** A busy machine hands over a few megabytes a second. */
export const LONG = { timeout: 240_000 };

type Prepare = (context: BrowserContext) => Promise<void>;

/** A Hearth with a TURN server, and those who hand things over in it. */
export class DropHouse {
  readonly house: House;
  private readonly browser: Browser;
  private readonly folder: string;
  private readonly contexts: BrowserContext[] = [];

  private constructor(house: House, browser: Browser) {
    this.house = house;
    this.browser = browser;
    this.folder = join(house.stack.folder, 'to-send');
    mkdirSync(this.folder);
  }

  static async start(): Promise<DropHouse> {
    const house = await startHouse({ turn: true });
    return new DropHouse(house, await openBrowser());
  }

  /** Somebody of the house, at /drop; their browser may be made ready before. */
  async comeHome(name: string, prepare?: string | Prepare): Promise<DropPage> {
    const { page, context } = await visit(this.browser, this.home);
    this.contexts.push(context);
    if (typeof prepare === 'string') await context.addInitScript(prepare);
    else await prepare?.(context);
    return this.enter(page, name);
  }

  /** The same with a browser of their own that keeps what comes on the disk, as it does outside of tests. */
  async comeHomeOnDisk(name: string): Promise<DropPage> {
    const { page, context } = await visitOnDisk(this.pathOf(`profile of ${name}`), this.home);
    this.contexts.push(context);
    return this.enter(page, name);
  }

  private get home(): VisitOptions {
    return { url: this.house.url, screen: 'desktop', theme: 'dark' };
  }

  private async enter(page: Page, name: string): Promise<DropPage> {
    page.setDefaultTimeout(LONG.timeout);
    await page.goto('/drop');
    await signInPage(page).signIn(this.house.admin);
    const drop = new DropPage(page);
    await drop.rename(name);
    return drop;
  }

  /** Somebody who was sent an address. */
  async comeAsGuest(address: string): Promise<DropPage> {
    const { page, context } = await visit(this.browser, {
      url: this.house.url,
      screen: 'phone',
      theme: 'light',
    });
    this.contexts.push(context);
    page.setDefaultTimeout(LONG.timeout);
    await page.goto(address);
    return new DropPage(page);
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  makeFile(name: string, bytes: number): { path: string; sha256: string } {
    const path = this.pathOf(name);
    const content = randomBytes(bytes);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return { path, sha256: createHash('sha256').update(content).digest('hex') };
  }

  /** All who came go. */
  async empty(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.house.stop();
  }
}

/** Of what is saved of the transfer that is done. */
export async function savedHash(drop: DropPage, meanwhile?: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([
    drop.page.waitForEvent('download', LONG),
    drop.card('done').getByRole('button', { name: 'Save' }).click(),
  ]);
  await meanwhile?.();
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(await download.path())) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** As the system does with a page that takes too much memory. Gives a new one of the same browser. */
export async function kill(page: Page): Promise<DropPage> {
  const context = page.context();
  const protocol = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash', LONG);
  // Nobody is left to answer.
  void protocol.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
  return openAnother(context);
}

/** One more tab of the same browser. */
export async function openAnother(context: BrowserContext, path = '/drop'): Promise<DropPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(LONG.timeout);
  await page.goto(path);
  return new DropPage(page);
}

/**
 * For the browser of who sends: files are read no further than this until `readOn`. What happens in the midst of a transfer happens there,
 * however fast it goes.
 */
export function readsNoFurtherThan(bytes: number): string {
  return `(() => {
    const { slice, arrayBuffer } = Blob.prototype;
    const ends = new WeakMap();
    const held = [];
    let upTo = ${bytes};
    globalThis.readOn = (further) => {
      upTo = further;
      held.splice(0).forEach((go) => go());
    };
    Blob.prototype.slice = function (from, to, type) {
      const part = slice.call(this, from, to, type);
      ends.set(part, to);
      return part;
    };
    Blob.prototype.arrayBuffer = async function () {
      while ((ends.get(this) ?? 0) > upTo) await new Promise((go) => held.push(go));
      return arrayBuffer.call(this);
    };
  })()`;
}

/** Lets somebody who `readsNoFurtherThan` go on: to here, or to the end. */
export function readOn(drop: DropPage, bytes = Infinity): Promise<void> {
  return drop.page.evaluate(`readOn(${bytes})`);
}

/** Once more than this share of a transfer has come that cannot end by itself. */
export async function halfWay(drop: DropPage, share = 0.2): Promise<void> {
  await waitUntil('some of it has come', async () => {
    const value = await drop.page.locator('progress').getAttribute('value');
    return Number(value) > share;
  });
}

/** A page that shows one transfer pauses it as soon as some of it has gone. */
export const PAUSE_ONCE_BEGUN = `new Promise((resolve, reject) => {
  const look = () => {
    const pause = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Pause');
    if (pause && document.querySelector('progress')?.value > 0) resolve(pause.click());
    else if (document.querySelector('article[data-state="done"]')) reject(new Error('it was over before'));
    else return;
    observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  look();
})`;
