import type { Page } from 'playwright-core';

/** Milliseconds of each round; `floors`: what the browser alone takes for the same bytes. */
export interface GalleryRow {
  readonly what: string;
  readonly goalMs: number;
  readonly floors: number[];
  readonly ours: number[];
}

/** Milliseconds from an act to the first frame for which something holds; both are code for the page. */
export const untilFrame = (page: Page, act: string, isDone: string): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const begun = performance.now();
    ${act};
    return await new Promise((resolve) => {
      const look = () => ((${isDone}) ? resolve(performance.now() - begun) : requestAnimationFrame(look));
      look();
    });
  })()`);

/** Fetching and decoding what stands at this address, past every cache. */
export const decodeAlone = (page: Page, address: string): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const begun = performance.now();
    const image = new Image();
    image.src = ${JSON.stringify(address)} + '&fresh=' + Math.random();
    await image.decode();
    return performance.now() - begun;
  })()`);

/** Milliseconds from an act on a video to its next frame. */
export const untilFilmFrame = (page: Page, video: string, act: string): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const video = ${video};
    const begun = performance.now();
    const shown = new Promise((resolve) => video.requestVideoFrameCallback(() => resolve(performance.now())));
    ${act};
    return (await shown) - begun;
  })()`);

export const press = (key: string): string =>
  `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`;
