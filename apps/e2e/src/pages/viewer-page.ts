import type { Page } from 'playwright-core';
import type { MediaElement } from '../browser/page-elements.ts';

/** One file over everything else. */
export function viewerPage(page: Page, name: string) {
  const dialog = page.getByRole('dialog', { name });
  const video = dialog.locator('video');
  return {
    dialog,
    video,
    back: dialog.getByRole('button', { name: 'Back', exact: true }),
    info: dialog.getByRole('button', { name: 'Info', exact: true }),
    play: dialog.getByRole('button', { name: /^play$/i }).first(),
    positionSec: () => video.evaluate((element) => (element as unknown as MediaElement).currentTime),
    async waitUntilPlayedTo(sec: number): Promise<void> {
      await page.waitForFunction(
        ([element, target]) => {
          const media = element as unknown as MediaElement;
          return media.currentTime >= (target as number) && !media.paused && media.readyState >= 3;
        },
        [await video.elementHandle(), sec] as const,
      );
    },
    /** Moves the seek bar to a place, as a thumb would. */
    async seekTo(sec: number): Promise<void> {
      await dialog.locator('media-time-range').first().waitFor();
      const bar = await dialog.locator('media-time-range').first().boundingBox();
      const durationSec = await video.evaluate((element) => (element as unknown as MediaElement).duration);
      if (bar === null) throw new Error('The seek bar is not shown');
      await page.mouse.click(bar.x + 10 + (bar.width - 20) * (sec / durationSec), bar.y + bar.height / 2);
    },
  };
}
