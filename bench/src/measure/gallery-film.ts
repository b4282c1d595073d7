import { streamFile, urlOf, type FileSummary } from '@hearth/contracts';
import type { Page } from 'playwright-core';
import { untilFilmFrame, type GalleryRow } from './in-page.ts';

const BARE = `(globalThis.bare ??= document.body.appendChild(Object.assign(document.createElement('video'), { muted: true, preload: 'none' })))`;
const OWN = `document.querySelector('dialog video')`;

/** Plays a film in the viewer and jumps in it; and beside it in an element without anything. */
export async function measureFilm(
  page: Page,
  film: FileSummary,
  { rounds, lengthSec }: { rounds: number; lengthSec: number },
): Promise<GalleryRow[]> {
  const first: GalleryRow = { what: 'the first frame of a film', goalMs: 300, floors: [], ours: [] };
  const seek: GalleryRow = { what: 'seeking in a film', goalMs: 200, floors: [], ours: [] };
  const address = JSON.stringify(urlOf(streamFile, { params: { id: film.id }, query: {} }));
  for (let round = 0; round < rounds; round += 1) {
    const toSec = 5 + ((round * 13) % (lengthSec - 10));
    await page.goto(`/photo/${film.id}`);
    await page.locator('dialog video').waitFor();
    await page.waitForLoadState('networkidle');
    first.floors.push(await untilFilmFrame(page, BARE, `video.src = ${address}; void video.play()`));
    seek.floors.push(await untilFilmFrame(page, BARE, `video.currentTime = ${toSec}`));
    await page.evaluate('globalThis.bare.remove()');
    first.ours.push(await untilFilmFrame(page, OWN, 'video.muted = true; void video.play()'));
    seek.ours.push(await untilFilmFrame(page, OWN, `video.currentTime = ${toSec}`));
  }
  return [first, seek];
}
