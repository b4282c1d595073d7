import { startPostgres } from '@hearth/native';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeBigFile } from './media/make-big-file.ts';
import { makeManyFiles } from './media/make-many-files.ts';
import { makeMixedFiles } from './media/make-mixed-files.ts';
import { makePictures } from './media/make-pictures.ts';
import { alternate, compareFigure } from './measure/alternate.ts';
import { readProcesses, sumTree } from './measure/cpu-time.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { runCommand } from './measure/run-command.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';
import { runRunner } from './runners/run-runner.ts';

const HASHED_BYTES = 2 ** 30;
const PICTURES = 10;
const MIXED_FILES = 200;
const SCANNED_FILES = 100_000;
const ROUNDS = 5;

/** What the indexer makes: two WebP of these sizes and qualities. */
const SIZES = [
  { size: '320x320>', quality: 75, effort: 1 },
  { size: '1440x1440>', quality: 80, effort: 2 },
];

/** `own`: how hard the command line tool tries by itself (4); `ours`: as the indexer does. */
type Effort = 'own' | 'ours';

async function measureHashing(folder: string): Promise<ReportRow> {
  const path = join(folder, 'big.bin');
  makeBigFile(path, HASHED_BYTES);
  const gbPerCpuSec = (cpuSec: number) => HASHED_BYTES / 1e9 / cpuSec;
  const rounds = await alternate(
    ROUNDS,
    async () => gbPerCpuSec((await runCommand('openssl', ['dgst', '-sha256', path])).cpuSec),
    async () => gbPerCpuSec(await runRunner('hash', [path])),
  );
  rmSync(path);
  const figures = compareFigure(rounds, (figure) => figure);
  return { what: 'SHA-256 (openssl)', unit: 'GB/CPU s', goal: { atLeast: 0.9 }, ...figures };
}

async function makeWithVips(paths: readonly string[], folder: string, whose: Effort): Promise<number> {
  mkdirSync(folder, { recursive: true });
  let cpuSec = 0;
  for (const { size, quality, effort } of SIZES) {
    const options = `Q=${quality},strip${whose === 'ours' ? `,effort=${effort}` : ''}`;
    const target = `${folder}/%s-${quality}.webp[${options}]`;
    cpuSec += (await runCommand('vipsthumbnail', [...paths, '--size', size, '-o', target])).cpuSec;
  }
  rmSync(folder, { recursive: true });
  return paths.length / cpuSec;
}

async function measureThumbnails(folder: string, pictures: string, whose: Effort): Promise<ReportRow> {
  const paths = readdirSync(pictures).map((name) => join(pictures, name));
  const derived = join(folder, 'derived');
  const rounds = await alternate(
    ROUNDS,
    () => makeWithVips(paths, join(folder, 'vips'), whose),
    async () => {
      const cpuSec = await runRunner('thumbnails', [pictures, derived]);
      rmSync(derived, { recursive: true });
      return paths.length / cpuSec;
    },
  );
  return {
    what: `pictures of 12 MP JPEGs (vipsthumbnail${whose === 'ours' ? ', our effort' : ''})`,
    unit: 'files/CPU s',
    ...(whose === 'own' ? { goal: { atLeast: 2 } } : {}),
    ...compareFigure(rounds, (figure) => figure),
  };
}

async function measureProbing(folder: string, pictures: string): Promise<ReportRow> {
  const mixed = join(folder, 'mixed');
  const sources = readdirSync(pictures).map((name) => join(pictures, name));
  await makeMixedFiles(mixed, sources, MIXED_FILES);
  const paths = readdirSync(mixed).map((name) => join(mixed, name));
  const rounds = await alternate(
    1,
    async () => {
      let cpuSec = 0;
      for (const path of paths) {
        const args = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path];
        cpuSec += (await runCommand('ffprobe', args)).cpuSec;
      }
      return (cpuSec / paths.length) * 1000;
    },
    async () => ((await runRunner('probe', [mixed])) / paths.length) * 1000,
  );
  return {
    what: 'facts of a mixed folder (ffprobe)',
    unit: 'CPU ms/file',
    ...compareFigure(rounds, (figure) => figure),
  };
}

async function measureRescan(folder: string): Promise<ReportRow> {
  const library = join(folder, 'many');
  makeManyFiles(library, SCANNED_FILES);
  const postgres = await startPostgres({ folder: join(folder, 'postgres') });
  const postgresCpuSec = () => sumTree(postgres.pid as number, readProcesses());
  try {
    await runRunner('fill-catalogue', [library, postgres.url]);
    const rounds = await alternate(
      ROUNDS,
      async () =>
        (await runCommand('sh', ['-c', `find "$1" -printf '%P %s %T@ %i\\n' > /dev/null`, 'sh', library]))
          .cpuSec,
      async () => {
        const before = postgresCpuSec();
        const cpuSec = await runRunner('rescan', [library, postgres.url, String(SCANNED_FILES)]);
        return cpuSec + postgresCpuSec() - before;
      },
    );
    const figures = compareFigure(rounds, (figure) => figure);
    return {
      what: 'rescan of 100,000 unchanged files (find)',
      unit: 'CPU s',
      goal: { atMost: 2.5 },
      ...figures,
    };
  } finally {
    await postgres.stop();
  }
}

await withScratchFolder(async (folder) => {
  const rows: ReportRow[] = [];
  const measure = async (what: string, work: () => Promise<ReportRow>) => {
    process.stderr.write(`measuring ${what} …\n`);
    rows.push(await work());
  };
  process.stderr.write('making the media …\n');
  const pictures = join(folder, 'pictures');
  await makePictures({ folder: pictures, count: PICTURES, width: 4000, height: 3000 });
  await measure('hashing', () => measureHashing(folder));
  await measure('thumbnails', () => measureThumbnails(folder, pictures, 'own'));
  await measure('thumbnails at our effort', () => measureThumbnails(folder, pictures, 'ours'));
  await measure('probing', () => measureProbing(folder, pictures));
  await measure('a rescan', () => measureRescan(folder));
  const tools = { openssl: ['version'], vips: ['--version'], find: ['--version'], ffprobe: ['-version'] };
  console.log(
    `\nIndexing, medians of ${ROUNDS} rounds\n${describeMachine(tools)}\n\n${formatTable(rows, 'limit')}`,
  );
});
