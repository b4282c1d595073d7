import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { alternate, compareFigure } from './measure/alternate.ts';
import { measureOpenings } from './measure/film-opening.ts';
import { median } from './measure/median.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { runCommand } from './measure/run-command.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';
import { importBuilt } from './runners/built-code.ts';

/** `bench films [film]`: of this film, else of a made one, 1080p HEVC of 40 s. `bench films opening [film]`: in Chromium alone. */
const IS_OPENING_ALONE = process.argv[2] === 'opening';
const GIVEN = process.argv[IS_OPENING_ALONE ? 3 : 2];
const MADE_SEC = 40;
const ROUNDS = 3;
/** As the catalogue has it. */
const SEGMENT_SEC = 4;
const LOOK_EVERY_MS = 10;

interface Indexer {
  readStreams(path: string, demuxer: undefined): Promise<{ format: { duration?: string } }>;
  planRendition(report: unknown): unknown;
  encodeSegments(request: object, signal: AbortSignal): Promise<void>;
}

async function importIndexer(): Promise<Indexer> {
  const of = (path: string) => importBuilt<Indexer>(`apps/indexer/dist/${path}.js`);
  const [{ readStreams }, { planRendition }, { encodeSegments }] = await Promise.all([
    of('media-tools/ffmpeg'),
    of('renditions/rendition-plan'),
    of('renditions/encode-segments'),
  ]);
  return { readStreams, planRendition, encodeSegments };
}

/** With grain and things that move, as a camera has them; a test picture alone would be too easy. */
async function makeFilm(path: string): Promise<void> {
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=1920x1080:r=30:d=${MADE_SEC}`];
  const sound = ['-f', 'lavfi', '-i', `sine=440:d=${MADE_SEC}`, '-c:a', 'aac', '-shortest'];
  const picture = ['-vf', 'noise=alls=12:allf=t', '-c:v', 'libx265', '-preset', 'ultrafast', '-b:v', '6M'];
  await runCommand('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', ...source, ...sound, ...picture],
    ...['-x265-params', 'log-level=error', '-pix_fmt', 'yuv420p', path],
  ]);
}

/** What ffmpeg needs for the same picture and sound in one file. */
async function bareSec(
  film: string,
  folder: string,
  { lengthSec, fromSec = 0, isHurried }: { lengthSec: number; fromSec?: number; isHurried: boolean },
): Promise<number> {
  const picture = [
    '-vf',
    'scale=-2:720,format=yuv420p',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '23',
  ];
  const { wallSec } = await runCommand('nice', [
    ...[
      '-n',
      isHurried ? '5' : '15',
      'ffmpeg',
      '-nostdin',
      '-v',
      'error',
      '-y',
      '-ss',
      String(fromSec),
      '-i',
      film,
    ],
    ...['-t', String(lengthSec), ...picture, '-c:a', 'aac', '-b:a', '160k', join(folder, 'bare.mp4')],
  ]);
  return wallSec;
}

/** From the question what the film is to a piece that can be played; to the last piece where `isWhole`. */
async function oursSec(
  { readStreams, planRendition, encodeSegments }: Indexer,
  request: { path: string; folder: string; first: number; lengthSec: number; isWhole: boolean },
): Promise<number> {
  const folder = mkdtempSync(join(request.folder, 'pieces-'));
  const [start, stopping] = [performance.now(), new AbortController()];
  const plan = planRendition(await readStreams(request.path, undefined));
  const made = encodeSegments({ ...request, plan, folder, isHurried: !request.isWhole }, stopping.signal);
  if (request.isWhole) await made;
  else
    while (!existsSync(join(folder, `${request.first}.m4s`)))
      await Promise.race([made, delay(LOOK_EVERY_MS)]);
  const tookSec = (performance.now() - start) / 1_000;
  stopping.abort();
  await made.catch(() => undefined);
  rmSync(folder, { recursive: true });
  return tookSec;
}

/** Films that differ, as what was made of one serves all that are equal to it. */
async function openInChromium(film: string, folder: string, middle: number): Promise<void> {
  const library = join(folder, 'library');
  mkdirSync(library);
  for (let copy = 1; copy <= ROUNDS; copy += 1)
    await runCommand('ffmpeg', [
      ...['-nostdin', '-v', 'error', '-i', film, '-c', 'copy', '-metadata', `title=Film ${copy}`],
      // What is copied may fit into its own container alone.
      join(library, `film-${copy}${extname(film)}`),
    ]);
  const jump = { toSec: middle * SEGMENT_SEC + 1, piece: middle };
  const { firstFrames, jumps } = await measureOpenings(library, { films: ROUNDS, jump });
  const describe = (all: readonly number[]) =>
    `${(median(all) / 1_000).toFixed(2)} s (${all.map((ms) => (ms / 1_000).toFixed(2)).join(', ')})`;
  console.log(`\nIn Chromium, load ${loadavg()[0]?.toFixed(1)}, medians of ${ROUNDS} films`);
  console.log(`from the tap to the first frame: ${describe(firstFrames)}, wanted ≤ 5`);
  console.log(`a jump into what is made: ${describe(jumps)}, wanted ≤ 1`);
}

await withScratchFolder(async (folder) => {
  const indexer = await importIndexer();
  const film = GIVEN ?? join(folder, 'film.mp4');
  if (GIVEN === undefined) await makeFilm(film);
  const lengthSec = Number((await indexer.readStreams(film, undefined)).format.duration);
  const middle = Math.floor(lengthSec / 2 / SEGMENT_SEC);
  await openInChromium(film, folder, middle);
  if (IS_OPENING_ALONE) return;
  const rows: ReportRow[] = [];
  for (const [what, first, isWhole] of [
    [`the first ${SEGMENT_SEC} s of the film`, 0, false],
    [`${SEGMENT_SEC} s from the middle`, middle, false],
    [`all ${lengthSec.toFixed(0)} s of it`, 0, true],
  ] as const) {
    const bareLengthSec = isWhole ? lengthSec : SEGMENT_SEC;
    const rounds = await alternate(
      ROUNDS,
      () =>
        bareSec(film, folder, {
          ...{ lengthSec: bareLengthSec, fromSec: first * SEGMENT_SEC, isHurried: !isWhole },
        }),
      () =>
        oursSec(indexer, { path: film, folder, first, isWhole, lengthSec: lengthSec - first * SEGMENT_SEC }),
    );
    const seconds = compareFigure(rounds, (sec) => sec);
    const goal = isWhole ? { goal: { atMost: 1.05 } } : {};
    rows.push({ what, unit: 's', ...seconds, ...goal });
  }
  console.log(
    `\nFilms that are made ready, ${ROUNDS} rounds, load ${loadavg()[0]?.toFixed(1)}\n${describeMachine({})}\n\n${formatTable(rows, 'ffmpeg')}`,
  );
});
