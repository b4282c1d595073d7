import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { postgresUrlOf } from '@hearth/native';
import { CHROMIUM_FLAGS } from '@hearth/testing';
import { chromium, type Page } from 'playwright-core';
import { makePictures } from './media/make-pictures.ts';
import { measureFilm } from './measure/gallery-film.ts';
import { measureMap } from './measure/gallery-map.ts';
import { measurePictures } from './measure/gallery-pictures.ts';
import { startHouse, type HouseUnderLoad } from './measure/house-under-load.ts';
import type { GalleryRow } from './measure/in-page.ts';
import { median } from './measure/median.ts';
import { percentile } from './measure/percentile.ts';
import { describeMachine } from './measure/report.ts';
import { runCommand } from './measure/run-command.ts';
import { signIn } from './measure/sign-in.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

/** `bench gallery [places]`: looking at pictures, a film and the map of so many places. */
const PLACES = Number(process.argv[2] ?? 100_000);
const PICTURES = 8;
const ROUNDS = 20;
const FILM = 'film.mp4';
const FILM_SEC = 60;
const WITHOUT_GRAPHICS = 'Chromium without a graphics card';

const tell = (line: string) => void process.stderr.write(`${line} …\n`);

async function makeMedia(library: string): Promise<void> {
  mkdirSync(library);
  await makePictures({ folder: library, count: PICTURES, width: 4000, height: 3000 });
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=1920x1080:r=30', '-f', 'lavfi', '-i', 'sine'];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '60', '-c:a', 'aac'];
  const film = ['-t', String(FILM_SEC), ...codecs, '-movflags', '+faststart', join(library, FILM)];
  await runCommand('ffmpeg', ['-v', 'error', '-nostdin', ...inputs, ...film]);
}

function catalogueUrl({ stack }: HouseUnderLoad): string {
  const owner = { user: 'hearth', password: stack.secrets.postgresPassword };
  return postgresUrlOf(owner, { port: stack.portOf('postgres') }, 'hearth');
}

const run = (name: string, args: readonly string[]) =>
  runCommand(process.execPath, [join(import.meta.dirname, 'runners', `${name}.ts`), ...args]);

async function fillPlaces(house: HouseUnderLoad): Promise<void> {
  // It would find that none of these files is there.
  house.stack.kill('indexer', 'SIGSTOP');
  const digests = house.files.filter(({ kind }) => kind === 'image').flatMap(({ sha256 }) => sha256 ?? []);
  await run('fill-places', [catalogueUrl(house), String(PLACES), digests.join(',')]);
}

function describe({ what, goalMs, floors, ours }: GalleryRow): string {
  const high = percentile(ours, 0.95);
  const figures = [median(floors), median(ours), high].map((ms) => ms.toFixed(0));
  return `| ${[what, ...figures, `≤ ${goalMs}`, high <= goalMs ? 'met' : 'NOT MET'].join(' | ')} |`;
}

async function lookAtAll(page: Page, house: HouseUnderLoad): Promise<void> {
  const film = house.files.find(({ name }) => name === FILM);
  if (!film) throw new Error('the film is not there');
  tell('pictures');
  const rows = await measurePictures(page, house.files, ROUNDS);
  tell('a film');
  rows.push(...(await measureFilm(page, film, { rounds: ROUNDS, lengthSec: FILM_SEC })));
  tell(`${PLACES} places`);
  await fillPlaces(house);
  const { row, tasks } = await measureMap(page, ROUNDS);
  console.log(`\nThe gallery, ${WITHOUT_GRAPHICS}, ${ROUNDS} rounds, load ${loadavg()[0]?.toFixed(1)}`);
  console.log(`${describeMachine({})}\n`);
  console.log('| what | the browser alone, ms | hearth p50 | p95 | p95 wanted | |');
  console.log('| --- | --: | --: | --: | --: | --- |');
  for (const one of [...rows, row]) console.log(describe(one));
  console.log(`\nDragging the map: ${tasks.length} tasks over 50 ms (${tasks.map(Math.round).join(', ')})`);
}

await withScratchFolder(async (folder) => {
  tell('making the media');
  const library = join(folder, 'library');
  await makeMedia(library);
  const house = await startHouse({ libraryFolder: library, fileCount: PICTURES + 1, timeoutSec: 300 });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...CHROMIUM_FLAGS] });
  try {
    const context = await browser.newContext({
      ...{ baseURL: house.stack.localUrl, viewport: { width: 1280, height: 800 } },
      ...{ ignoreHTTPSErrors: true, serviceWorkers: 'block' as const },
      // A picture that grows out of its tile takes as long as it is meant to.
      reducedMotion: 'reduce' as const,
    });
    const page = await context.newPage();
    await signIn(page, house);
    await lookAtAll(page, house);
  } finally {
    await browser.close();
    house.stack.kill('indexer', 'SIGCONT');
    await house.stack.stop();
  }
});
