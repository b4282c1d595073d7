import { startPostgres } from '@hearth/native';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { alternate } from './measure/alternate.ts';
import { median } from './measure/median.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';
import { importBuilt } from './runners/built-code.ts';
import type { Queryable } from './runners/catalogue.ts';
import { runRunner } from './runners/run-runner.ts';

interface Catalog {
  parseOrder(sort: string | undefined, hasQuery: boolean): unknown;
  findFilesPage(database: Queryable, page: object): Promise<unknown>;
  countFilesByDay(database: Queryable, filter: object): Promise<unknown>;
  addUpCounts(database: {
    transaction<T>(work: (inside: Queryable) => Promise<T>): Promise<T>;
  }): Promise<void>;
  findLibraryStatus(database: Queryable): Promise<unknown>;
}

const ROWS = Number(process.argv[2] ?? 300_000);
const ROUNDS = 7;
const LIMIT = 51;
const FLOOR = `SELECT * FROM catalog.files WHERE unlisted_as IS NULL ORDER BY local_time DESC, id DESC LIMIT ${LIMIT}`;

/** A word of each class: in half of all names, in one folder of ten, parts, pairs that never meet, signs, nothing, an error. */
const SEARCHES = [
  ...['img', 'greece', 'canim', 'greece img', 'greece 2019', '2019', '100%', '旅行'],
  ...['dsc 4713', 'battery', 'qz', 'nowhere'],
];

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

await withScratchFolder(async (folder) => {
  const catalog = await importBuilt<Catalog>('libs/catalog/dist/index.js');
  const postgres = await startPostgres({ folder: join(folder, 'postgres') });
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    process.stderr.write(`filling a catalogue with ${ROWS} files …\n`);
    await runRunner('fill-library', [postgres.url, String(ROWS)]);
    await client.connect();
    const database: Queryable = {
      query: async <T>(sql: string, values?: unknown[]) => (await client.query(sql, values)).rows as T,
    };
    // As it is once somebody has looked at the timeline.
    await catalog.addUpCounts({ transaction: (work) => work(database) });
    const page = (asked: object) => () =>
      catalog.findFilesPage(database, { limit: LIMIT, mode: 'typed', ...asked });
    const [best, newest, byName] = [
      catalog.parseOrder(undefined, true),
      catalog.parseOrder(undefined, false),
      catalog.parseOrder('name', true),
    ];
    const works: [string, () => Promise<unknown>][] = [
      ['list, page 1', page({ order: newest })],
      ['list, behind 100,000', page({ order: newest, offset: 100_000 })],
      ...SEARCHES.map((query): [string, () => Promise<unknown>] => [query, page({ order: best, query })]),
      ['battrey (typing error)', page({ order: best, query: 'battrey', mode: 'mistyped' })],
      ['img by name', page({ order: byName, query: 'img' })],
      ['timeline', () => catalog.countFilesByDay(database, {})],
      ['status', () => catalog.findLibraryStatus(database)],
    ];
    const rows: ReportRow[] = [];
    for (const [what, work] of works) {
      const { limits, owns } = await alternate(
        ROUNDS,
        () => timeOf(() => database.query(FLOOR)),
        () => timeOf(work),
      );
      rows.push({
        what,
        unit: 'ms',
        limit: median(limits),
        ours: median(owns),
        ratio: median(owns) / median(limits),
      });
    }
    console.log(
      `\nLists and search among ${ROWS} files, medians of ${ROUNDS} rounds, load ${loadavg()[0]?.toFixed(1)}\n${describeMachine({})}\n\n${formatTable(rows, 'plain SQL')}`,
    );
  } finally {
    await client.end();
    await postgres.stop();
  }
});
