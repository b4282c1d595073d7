import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { untilFrame, type GalleryRow } from './in-page.ts';

const WORLD = '/api/files/places?type=image,video&state=ready&bbox=-180,-90,180,90&zoom=2';
/** A canvas is 300 pixels wide before somebody draws on it. */
const IS_DRAWN = `document.querySelector('[aria-label="Places"] li') && document.querySelector('[role="application"] canvas').width !== 300`;
const WATCH = `
  globalThis.tasks = [];
  new PerformanceObserver((list) => { globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration)); })
    .observe({ type: 'longtask' });`;
const DRAGS = 12;

export interface MapFigures {
  readonly row: GalleryRow;
  /** Milliseconds of those over 50. */
  readonly tasks: readonly number[];
}

/** Opens the map from the timeline, and drags it about at three zooms. */
export async function measureMap(page: Page, rounds: number): Promise<MapFigures> {
  const row: GalleryRow = { what: 'the map, to its first drawing', goalMs: 500, floors: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    await page.goto('/');
    await page.waitForLoadState('networkidle');
    row.floors.push(
      await page.evaluate<number>(
        `(async () => { const begun = performance.now(); await (await fetch('${WORLD}')).json(); return performance.now() - begun; })()`,
      ),
    );
    row.ours.push(await untilFrame(page, `history.pushState(null, '', '/map')`, IS_DRAWN));
  }
  await page.waitForLoadState('networkidle');
  const box = await page.locator('[role="application"]').boundingBox();
  if (!box) throw new Error('there is no map');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.evaluate(WATCH);
  for (let drag = 0; drag < DRAGS; drag += 1) {
    if (drag % 4 === 3) await page.locator('[role="application"]').press('+');
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 40; step += 1) {
      await page.mouse.move(x + Math.cos(drag) * step * 8, y + Math.sin(drag) * step * 4);
      await delay(16);
    }
    await page.mouse.up();
  }
  return { row, tasks: await page.evaluate<number[]>('globalThis.tasks') };
}
