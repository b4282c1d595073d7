import { hlsProgress, type FileSummary } from '@hearth/contracts';
import { CHROMIUM_FLAGS } from '@hearth/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { startHouse, type HouseUnderLoad } from './house-under-load.ts';
import { untilFilmFrame } from './in-page.ts';
import { signIn } from './sign-in.ts';

const OWN = `document.querySelector('dialog video')`;
const LOOK_EVERY_MS = 100;
/** A film that the browser plays as it is is never made. */
const NOTHING_MADE_MS = 10 * 60_000;
/** So many pieces past its place are made before somebody jumps there. */
const AHEAD = 2;

export interface Openings {
  /** Milliseconds of each film: from the tap to its first frame, and from a jump into what is made to the frame there. */
  readonly firstFrames: number[];
  readonly jumps: number[];
}

async function untilMade({ client }: HouseUnderLoad, { id }: FileSummary, wanted: number): Promise<void> {
  let [most, sinceMs] = [0, performance.now()];
  for (;;) {
    const { made, state } = await client.call(hlsProgress, { params: { id } });
    if (state === 'failed') throw new Error('the film cannot be made');
    if (made >= wanted || state === 'ready') return;
    if (made > most) [most, sinceMs] = [made, performance.now()];
    if (performance.now() - sinceMs > NOTHING_MADE_MS)
      throw new Error('nothing more of the film is made: perhaps the browser plays it as it is');
    await delay(LOOK_EVERY_MS);
  }
}

async function open(
  page: Page,
  house: HouseUnderLoad,
  film: FileSummary,
  jump: { toSec: number; piece: number },
) {
  await page.goto(`/photo/${film.id}`);
  await page.locator('dialog video').waitFor();
  await page.waitForLoadState('networkidle');
  const firstFrame = await untilFilmFrame(page, OWN, 'video.muted = true; void video.play()');
  await untilMade(house, film, jump.piece + AHEAD);
  return { firstFrame, jump: await untilFilmFrame(page, OWN, `video.currentTime = ${jump.toSec}`) };
}

/** Opens each film of a folder in Chromium, one after the other, of which nothing is made. */
export async function measureOpenings(
  libraryFolder: string,
  { films, jump }: { films: number; jump: { toSec: number; piece: number } },
): Promise<Openings> {
  const house = await startHouse({ libraryFolder, fileCount: films, timeoutSec: 300 });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...CHROMIUM_FLAGS] });
  const openings: Openings = { firstFrames: [], jumps: [] };
  try {
    const context = await browser.newContext({
      ...{ baseURL: house.stack.localUrl, viewport: { width: 1280, height: 800 } },
      ...{ ignoreHTTPSErrors: true, serviceWorkers: 'block' as const },
    });
    const page = await context.newPage();
    await signIn(page, house);
    for (const film of house.files) {
      const taken = await open(page, house, film, jump);
      openings.firstFrames.push(taken.firstFrame);
      openings.jumps.push(taken.jump);
      // The next one begins on a machine that makes nothing.
      await untilMade(house, film, Infinity);
    }
  } finally {
    await browser.close();
    await house.stack.stop();
  }
  return openings;
}
