import { startPostgres } from '@hearth/native';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { alternate } from './measure/alternate.ts';
import { libraryWorks, type Catalog, type Work } from './measure/library-works.ts';
import { median } from './measure/median.ts';
import { measureMove, type MovingCatalog, type Waits } from './measure/moving-a-folder.ts';
import { percentile } from './measure/percentile.ts';
import { describeMachine } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';
import { importBuilt } from './runners/built-code.ts';
import type { Queryable } from './runners/catalogue.ts';
import { runRunner } from './runners/run-runner.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
/** A catalogue that `fill-library` has filled with so many rows: it is read, and stays. */
const FILLED_URL = process.argv[3];
/** Of what is named so alone. */
const ONLY = process.argv[4] ?? '';
const ROUNDS = 20;
const FLOOR =
  'SELECT * FROM catalog.files WHERE unlisted_as IS NULL ORDER BY local_time DESC, id DESC LIMIT 51';

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(url: string): Promise<void> {
  const catalog = await importBuilt<Catalog>('libs/catalog/dist/index.js');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const database = queryableOf(client);
  try {
    // As it is once somebody has looked at the timeline and the folders.
    const inOne = { transaction: <T>(work: (inside: Queryable) => Promise<T>) => work(database) };
    await catalog.addUpCounts(inOne);
    await catalog.sumUpTallies(inOne);
    console.log(
      `\nLists and search among ${ROWS} files, ${ROUNDS} rounds, load ${loadavg()[0]?.toFixed(1)}\n${describeMachine({})}\n`,
    );
    console.log(
      '| what | p50 ms | p95 ms | × plain list | p95 wanted | |\n| --- | --: | --: | --: | --: | --- |',
    );
    for (const work of libraryWorks(catalog, database, ROWS)) {
      if (work.what.includes(ONLY)) console.log(await rowOf(work, () => database.query(FLOOR)));
    }
  } finally {
    await client.end();
  }
}

function queryableOf(client: pg.Client): Queryable {
  return { query: async <T>(sql: string, values?: unknown[]) => (await client.query(sql, values)).rows as T };
}

/** The folder of a year, a fifteenth of all files, is given another name while somebody else looks at lists. */
async function moveYear(url: string): Promise<void> {
  const catalog = await importBuilt<Catalog & MovingCatalog>('libs/catalog/dist/index.js');
  const clients = [
    new pg.Client({ connectionString: url }),
    new pg.Client({ connectionString: url }),
  ] as const;
  await Promise.all(clients.map((client) => client.connect()));
  const [mover, looker] = clients.map(queryableOf) as [Queryable, Queryable];
  const newest = catalog.parseOrder(undefined, false);
  const lists = [{}, { folder: '2018/Greece/1' }, { query: 'greece' }].map(
    (asked) => () => catalog.findFilesPage(looker, { limit: 51, mode: 'typed', order: newest, ...asked }),
  );
  try {
    const { files, sec, before, meanwhile } = await measureMove(
      catalog,
      mover,
      [...lists, () => catalog.countFilesByDay(looker, {}), () => catalog.findFoldersIn(looker, '')],
      { from: '2019', to: 'Years/2019' },
    );
    const waits = ({ lists: count, middleMs, longestMs }: Waits) =>
      `${count} lists, p50 ${middleMs.toFixed(1)} ms, the longest ${longestMs.toFixed(1)} ms`;
    console.log(
      `\nA folder with ${files} files is moved: its rows in ${sec.toFixed(1)} s (100,000: ${((sec / files) * 100_000).toFixed(0)} s); before: ${waits(before)}; meanwhile: ${waits(meanwhile)}`,
    );
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function rowOf({ what, run, goalMs }: Work, floor: () => Promise<unknown>): Promise<string> {
  const { limits, owns } = await alternate(
    ROUNDS,
    () => timeOf(floor),
    () => timeOf(run),
  );
  const [middle, high] = [median(owns), percentile(owns, 0.95)];
  const cells = [
    what,
    middle.toFixed(1),
    high.toFixed(1),
    (middle / median(limits)).toFixed(1),
    `≤ ${goalMs}`,
    high <= goalMs ? 'met' : 'NOT MET',
  ];
  return `| ${cells.join(' | ')} |`;
}

if (FILLED_URL !== undefined) await measure(FILLED_URL);
else {
  await withScratchFolder(async (folder) => {
    const postgres = await startPostgres({ folder: join(folder, 'postgres') });
    try {
      process.stderr.write(`filling a catalogue with ${ROWS} files …\n`);
      await runRunner('fill-library', [postgres.url, String(ROWS)]);
      await measure(postgres.url);
      await moveYear(postgres.url);
    } finally {
      await postgres.stop();
    }
  });
}
