import type { ScratchStack } from '@hearth/native';
import { UnwatchedBrowser, type UnwatchedPage } from './unwatched-browser.ts';

/** As the page calls them. */
export type Way = 'Best' | 'Fast' | 'Direct only';

/** A browser of its own, with the page at /drop in it. */
export interface DropPage {
  readonly browser: UnwatchedBrowser;
  readonly page: UnwatchedPage;
}

const json = (value: unknown) => JSON.stringify(value);
const DONE = `document.querySelector('article[data-state=done]')`;
/** A button by the words on it, or by its name where it has none. */
const button = (words: string) =>
  `[...document.querySelectorAll('button')].find((one) => [one.textContent.trim(), one.ariaLabel ?? ''].some((text) => text.startsWith(${json(words)})))`;
/** The bubble of a device, once it says that it is reached this way; '' for any. */
export const device = (name: string, way = '') =>
  `[...document.querySelectorAll('section[aria-label=Devices] button')].find((one) => one.textContent.startsWith(${json(name)}) && one.textContent.includes(${json(way)}))`;

/** Somebody of the house at /drop. Each in a browser of their own: tabs of one share processes, and private ones keep files in memory. */
export async function comeHome(stack: ScratchStack, name: string, prepare = ''): Promise<DropPage> {
  const browser = await UnwatchedBrowser.launch();
  const known = `localStorage.setItem('hearth-drop-name', ${json(name)});`;
  const page = await browser.open(`${stack.localUrl}/drop`, known + prepare);
  const body = json({ username: stack.adminUsername, password: stack.adminPassword });
  const status = await page.evaluate<number>(
    `fetch('/api/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${json(body)} }).then((answer) => answer.status)`,
  );
  if (status !== 200) throw new Error(`the hub answered ${status} to the sign-in`);
  await page.go(`${stack.localUrl}/drop`);
  await page.until(button('New drop'));
  return { browser, page };
}

/** Offers a file and has it accepted; returns when it was. */
export async function begin(from: DropPage, to: DropPage, file: string, way: Way): Promise<void> {
  await from.page.evaluate(
    `[...document.querySelectorAll('label')].find((one) => one.textContent.startsWith(${json(way)})).click()`,
  );
  await from.page.click(device('Ben'));
  await from.page.until(`document.querySelector('[data-drop=files]')`);
  await from.page.setFiles('[data-drop=files]', [file]);
  await to.page.until(button('Accept'));
  await to.page.click(button('Accept'));
}

/** Waits for the word that all is there and intact. */
export const finished = ({ page }: DropPage): Promise<void> => page.until(DONE);

/** How many bytes the sender has sent more than once. */
export const sentAgain = ({ page }: DropPage): Promise<number> =>
  page.evaluate(`Number(${DONE}.dataset.sentAgain)`);

/** How much of what is under way has come, 0 to 1. */
export const share = ({ page }: DropPage): Promise<number> =>
  page.evaluate(`Number(document.querySelector('progress')?.value ?? 0)`);

export async function save({ page }: DropPage): Promise<void> {
  await page.click(button('Save'));
}

/** Takes what is done off both lists. */
export async function tidyUp(...pages: readonly DropPage[]): Promise<void> {
  for (const { page } of pages) {
    await page.until(DONE);
    await page.click(button('Take '));
    await page.until(`!document.querySelector('article')`);
  }
}
