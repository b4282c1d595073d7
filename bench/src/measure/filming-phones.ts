import { CHROMIUM_FLAGS } from '@hearth/testing';
import { chromium, type Browser, type Page } from 'playwright-core';

const FLAGS = [
  ...CHROMIUM_FLAGS,
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** A clock that is off by `ms` and runs wrong by `ppm` from `sinceMs` on, in a page or its worker. */
const wrongClock = (ms: number, ppm: number, sinceMs: number) => `{
  const { timeOrigin } = performance;
  const now = performance.now.bind(performance);
  Object.defineProperty(performance, 'timeOrigin', { get: () => timeOrigin + ${ms} });
  performance.now = () => { const at = now(); return at + (timeOrigin + at - ${sinceMs}) * ${ppm} * 1e-6; };
}`;

/** Lets a script take all of the page's connections away, and give them back. */
const CUTTABLE = `{
  const open = new Set();
  const of = (Base, close) => class extends Base {
    constructor(...args) {
      super(...(window.isCut && Base === WebSocketBefore ? ['wss://127.0.0.1:9/'] : args));
      open.add(() => close(this));
    }
  };
  const WebSocketBefore = window.WebSocket;
  window.WebSocket = of(window.WebSocket, (one) => one.close());
  window.RTCPeerConnection = of(window.RTCPeerConnection, (one) => one.close());
  const fetchBefore = window.fetch;
  window.fetch = (...args) => (window.isCut ? Promise.reject(new TypeError('cut')) : fetchBefore(...args));
  window.cut = (isCut) => { window.isCut = isCut; if (isCut) open.forEach((close) => close()); };
}`;

export interface PhoneClock {
  readonly label: string;
  readonly offMs: number;
  readonly ppm: number;
}

/** A browser whose camera is a film. */
export const openCameras = (executablePath: string, film: string): Promise<Browser> =>
  chromium.launch({
    ...{ executablePath, headless: true },
    args: [...FLAGS, `--use-file-for-fake-video-capture=${film}`],
  });

/** Joins a session as a phone with a clock of its own, and waits until the page says that it is ready. */
export async function joinAsPhone(
  browser: Browser,
  pairingUrl: string,
  { label, offMs, ppm }: PhoneClock,
): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, ignoreHTTPSErrors: true, serviceWorkers: 'block' },
  });
  const clock = wrongClock(offMs, ppm, Date.now());
  await context.addInitScript(clock + CUTTABLE);
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  await page.route(/encode-worker/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: clock + (await answer.text()) });
  });
  await page.goto(pairingUrl);
  await page.getByLabel('Name of this camera').fill(label);
  await page.getByRole('button', { name: 'Join and open the camera' }).click();
  await page.getByText('Ready', { exact: true }).waitFor();
  return page;
}

/** The phone is without any connection for a while. */
export async function cutFor(page: Page, ms: number): Promise<void> {
  await page.evaluate('window.cut(true)');
  await page.waitForTimeout(ms);
  await page.evaluate('window.cut(false)');
}
