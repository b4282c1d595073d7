import type { Queryable } from '../runners/catalogue.ts';

/** What the built catalogue of Hearth is asked here. */
export interface Catalog {
  parseOrder(sort: string | undefined, hasQuery: boolean): unknown;
  findFilesPage(database: Queryable, page: object): Promise<unknown>;
  countListedFiles(database: Queryable, filter: object, upTo?: number): Promise<number>;
  countFilesByDay(database: Queryable, filter: object): Promise<unknown>;
  findFoldersIn(database: Queryable, folder: string): Promise<unknown>;
  addUpCounts(database: Transactional): Promise<void>;
  sumUpTallies(database: Transactional): Promise<void>;
  findLibraryStatus(database: Queryable): Promise<unknown>;
}

export interface Transactional {
  transaction<T>(work: (inside: Queryable) => Promise<T>): Promise<T>;
}

export interface Work {
  readonly what: string;
  readonly run: () => Promise<unknown>;
  /** Of the 95th percentile, in milliseconds, at a million rows. */
  readonly goalMs: number;
}

const PAGE_SIZE = 50;
/** One more than is shown says whether there is another page. */
const LIMIT = PAGE_SIZE + 1;
const GOAL_MS = 60;
const TYPO_GOAL_MS = 150;
const FIGURES_GOAL_MS = 20;

/**
 * A word of each class: in half of all names, in one folder of ten, parts, pairs that never meet, years, signs, two characters
 * of Japanese, two letters that are nowhere, nothing, an error.
 */
const SEARCHES = [
  ...['img', 'greece', 'canim', 'greece img', 'img lake', '2019', 'march 2019', 'greece 2019', 'img 2019'],
  ...['100%', '旅行', 'dsc 4713', 'battery', 'a', 'qz', 'nowhere'],
];
const MISTYPED = ['battrey', 'greeec', 'grdaen'];
const SORTED = [
  ...[
    'img name',
    'img -name',
    'img -sizeBytes',
    'greece name',
    'greece -sizeBytes',
    'canim name',
    '2019 name',
  ],
  ...['img lake name', 'img createdAt'],
];

/** Everything that a person waits for on a list, a search, the timeline or the folders. */
export function libraryWorks(catalog: Catalog, database: Queryable, rows: number): Work[] {
  const lists = (what: string, asked: object, goalMs = GOAL_MS): Work => ({
    what,
    run: () => catalog.findFilesPage(database, { limit: LIMIT, mode: 'typed', ...asked }),
    goalMs,
  });
  const counts = (what: string, filter: object): Work => ({
    what: `how many: ${what}`,
    run: () => catalog.countListedFiles(database, { mode: 'typed', ...filter }),
    goalMs: GOAL_MS,
  });
  const by = (sort: string) => catalog.parseOrder(sort, true);
  const [best, newest] = [catalog.parseOrder(undefined, true), catalog.parseOrder(undefined, false)];
  const offset = Math.floor(rows / 2);
  const photos = { type: ['image', 'video'], state: 'ready' };
  return [
    lists('page 1', { order: newest }),
    lists(`page ${offset / PAGE_SIZE}`, { order: newest, offset }),
    lists(`page ${offset / PAGE_SIZE} of the photos`, { order: newest, offset, ...photos }),
    lists('the last page', { order: newest, offset: rows - PAGE_SIZE }),
    lists(`page ${offset / PAGE_SIZE} by name`, { order: by('name'), offset }),
    lists(`page ${offset / PAGE_SIZE} by size`, { order: by('-sizeBytes'), offset }),
    ...SEARCHES.map((query) => lists(query, { order: best, query })),
    ...MISTYPED.map((query) =>
      lists(`${query} (typing error)`, { order: best, query, mode: 'mistyped' }, TYPO_GOAL_MS),
    ),
    ...SORTED.map((asked) => {
      const space = asked.lastIndexOf(' ');
      const [query, sort] = [asked.slice(0, space), asked.slice(space + 1)];
      return lists(`${query} by ${sort}`, { order: by(sort), query });
    }),
    lists('img, page 20', { order: best, query: 'img', offset: 19 * PAGE_SIZE }),
    lists('img, page 1,000', { order: best, query: 'img', offset: 999 * PAGE_SIZE }),
    lists('greece, videos of a camera', {
      order: best,
      query: 'greece',
      type: ['video'],
      camera: 'Nikon D90',
    }),
    lists('greece, large', { order: best, query: 'greece', minSizeBytes: 4_900_000 }),
    lists('a camera, large, a year', {
      ...{ order: newest, camera: 'Canon EOS', minSizeBytes: 4_990_000 },
      ...{ from: '2019-01-01', to: '2019-12-31' },
    }),
    lists('below a folder', { order: newest, under: '2019/Greece' }),
    lists('long videos', { order: newest, type: ['video'], minDurationSec: 299 }),
    counts('all', {}),
    ...['img', 'greece', '2019', 'greece img', 'nowhere'].map((query) => counts(query, { query })),
    ...['img', 'greece', 'greece img'].map((query) => ({
      what: `how many, up to 10,000: ${query}`,
      run: () => catalog.countListedFiles(database, { mode: 'typed', query }, 10_000),
      goalMs: GOAL_MS,
    })),
    counts('a year', { from: '2019-01-01', to: '2019-12-31' }),
    counts('below a folder', { under: '2019/Greece' }),
    ...['', '2019', '2019/Greece'].map((folder) => ({
      what: `folders in “${folder}”`,
      run: () => catalog.findFoldersIn(database, folder),
      goalMs: GOAL_MS,
    })),
    { what: 'timeline', run: () => catalog.countFilesByDay(database, {}), goalMs: FIGURES_GOAL_MS },
    {
      what: 'timeline of the photos',
      run: () => catalog.countFilesByDay(database, photos),
      goalMs: FIGURES_GOAL_MS,
    },
    {
      what: 'timeline of the favourites',
      run: () => catalog.countFilesByDay(database, { ...photos, favourite: true }),
      goalMs: FIGURES_GOAL_MS,
    },
    { what: 'status', run: () => catalog.findLibraryStatus(database), goalMs: FIGURES_GOAL_MS },
  ];
}
