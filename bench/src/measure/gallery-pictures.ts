import { fileThumbnail, streamFile, urlOf, type FileSummary } from '@hearth/contracts';
import type { Page } from 'playwright-core';
import { decodeAlone, press, untilFrame, type GalleryRow } from './in-page.ts';

const CURRENT = `document.querySelector('.yarl__slide_current img:not([data-hero]):not([data-original])')`;
const IS_SHARP = `(() => {
  const image = ${CURRENT};
  return image && image.complete && image.naturalWidth > 640 && !document.querySelector('.yarl__slide_current [data-hero]');
})()`;
const IS_ORIGINAL = `document.querySelector('.yarl__slide_current [data-original][data-ready="true"]')`;

/** A short tap. */
const PRESS_MS = 80;

const tileOf = (id: string): string => `document.querySelector('main [data-file="${id}"]')`;

/** Opens pictures from the grid, looks closer, and goes on to the next. */
export async function measurePictures(
  page: Page,
  files: readonly FileSummary[],
  rounds: number,
): Promise<GalleryRow[]> {
  const pictures = files.filter(({ kind }) => kind === 'image');
  const open: GalleryRow = { what: 'a picture from the grid, to sharp', goalMs: 150, floors: [], ours: [] };
  const original: GalleryRow = { what: 'the original of 12 MP', goalMs: 400, floors: [], ours: [] };
  const next: GalleryRow = { what: 'the next picture', goalMs: 50, floors: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    const at = round % pictures.length;
    const { id } = pictures[at] as FileSummary;
    const params = { id };
    await page.goto('/');
    const tile = page.locator(`main [data-file="${id}"]`);
    await tile.scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    open.floors.push(await decodeAlone(page, urlOf(fileThumbnail, { params, query: { size: 'preview' } })));
    // As with a finger or a mouse: it goes down, and the click follows.
    await page.evaluate(`${tileOf(id)}.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))`);
    await page.waitForTimeout(PRESS_MS);
    open.ours.push(await untilFrame(page, `${tileOf(id)}.click()`, IS_SHARP));
    await page.waitForLoadState('networkidle');
    original.floors.push(await decodeAlone(page, `${urlOf(streamFile, { params, query: {} })}?`));
    original.ours.push(await untilFrame(page, press('+'), IS_ORIGINAL));
    await untilFrame(page, press('0'), 'true');
    await page.waitForTimeout(500);
    await page.waitForLoadState('networkidle');
    const before = JSON.stringify(page.url());
    next.floors.push(await untilFrame(page, '', 'true'));
    next.ours.push(
      await untilFrame(
        page,
        press(at === pictures.length - 1 ? 'ArrowLeft' : 'ArrowRight'),
        `location.href !== ${before} && ${IS_SHARP}`,
      ),
    );
  }
  return [open, original, next];
}
