import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { CHROMIUM_FLAGS } from '@hearth/testing';
import { getChromiumPath } from '../house/prerequisites.ts';

const FLAGS = [...CHROMIUM_FLAGS, '--autoplay-policy=no-user-gesture-required'];

const SCREENS = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1440, height: 900 },
} as const;
export type ScreenName = keyof typeof SCREENS;
export type Theme = 'dark' | 'light';

/** With `flags` of its own: a camera that is a film, say. */
export function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: getChromiumPath(), headless: true, args: [...FLAGS, ...flags] });
}

export interface VisitOptions {
  url: string;
  screen: ScreenName;
  theme: Theme;
  hasServiceWorker?: boolean;
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Scripts that threw, and requests that the page's own policy refused: none is what we want. */
  complaints: string[];
}

/** A browser of somebody who comes for the first time, with a screen and a taste. */
export async function visit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const context = await browser.newContext(settingsOf(options));
  return watched(context, await context.newPage());
}

/** Of somebody whose browser keeps what pages give it on the disk, in `profile`: that of `visit` is a private one, and keeps it in memory. */
export async function visitOnDisk(profile: string, options: VisitOptions): Promise<Visit> {
  const context = await chromium.launchPersistentContext(profile, {
    ...{ executablePath: getChromiumPath(), headless: true, args: FLAGS },
    ...settingsOf(options),
  });
  return watched(context, context.pages()[0] ?? (await context.newPage()));
}

function settingsOf({ url, screen, theme, hasServiceWorker }: VisitOptions): BrowserContextOptions {
  return {
    baseURL: url,
    viewport: SCREENS[screen],
    deviceScaleFactor: screen === 'phone' ? 2 : 1,
    hasTouch: screen === 'phone',
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
    // The house's authority is not known to the browser of this machine.
    ignoreHTTPSErrors: true,
    // A page must work without its service worker, and a cache of an earlier visit would hide what the hub sends.
    serviceWorkers: hasServiceWorker === true ? 'allow' : 'block',
  };
}

function watched(context: BrowserContext, page: Page): Visit {
  // Only for what never comes: how soon it does is up to the machine.
  context.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
      complaints.push(message.text());
  });
  return { page, context, complaints };
}
