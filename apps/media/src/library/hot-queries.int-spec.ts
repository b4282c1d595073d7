import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FileId, FileKind } from '@hearth/contracts';
import {
  catalogSchema,
  filesPageStatement,
  findFilesPage,
  findLocatedFile,
  NEWEST_FIRST,
  parseOrder,
} from '@hearth/catalog';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { explain, explainQueriesOf } from '../../test/explain.js';

jest.setTimeout(180_000);

const ROWS = 100_000;
const SORTS = ['takenAt', 'createdAt', 'name', 'sizeBytes', 'durationSec'] as const;
const MANY = { limit: 51, mode: 'typed', order: NEWEST_FIRST } as const;
const SEARCH = { ...MANY, order: parseOrder(undefined, true) };
const ID = '0198c0de-0000-7000-8000-000000000001' as FileId;

let stores: BackingServices;
let database: DataSource;

beforeAll(async () => {
  stores = await startBackingServices({ postgres: true });
  await migrate(stores.postgres.url, catalogSchema);
  database = await new DataSource({
    type: 'postgres',
    url: stores.postgres.url,
    installExtensions: false,
  }).initialize();
  await database.query(`
    INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256, taken_at, created_at,
      duration_sec, state)
    SELECT gen_random_uuid(), CASE WHEN n > 80000 THEN 'attic ' WHEN n BETWEEN 10000 AND 25000 THEN 'cellar ' ELSE 'folder ' END || n % 500, CASE WHEN n % 9999 = 0 THEN 'Mountain ' WHEN n % 3 = 0 THEN 'IMG_' ELSE 'film-' END || md5(n::text) || '.jpg',
      (ARRAY['image', 'image', 'image', 'video', 'audio', 'document'])[n % 6 + 1], 'image/jpeg', n, now() - n * interval '1 minute', n, n,
      md5(n::text), CASE WHEN n % 5 > 0 OR n > 80000 THEN now() - n * interval '7 minutes' END, now() - n * interval '1 minute',
      CASE WHEN n % 6 > 2 THEN n / 7.0 END, CASE WHEN n % 5000 = 0 THEN 'unreadable' ELSE 'ready' END
    FROM generate_series(1, ${ROWS}) AS n`);
  await database.query('VACUUM ANALYZE catalog.files');
});
afterAll(async () => {
  await database.destroy();
  await stores.stop();
});

const explainPage = (page: Parameters<typeof filesPageStatement>[0]) => {
  const { sql, values } = filesPageStatement(page);
  return explain(database, sql, values);
};

describe(`among ${ROWS} files`, () => {
  const INDEXES = {
    takenAt: 'files_by_time',
    createdAt: 'files_by_arrival',
    name: 'files_by_name',
    sizeBytes: 'files_size',
    durationSec: 'files_by_duration',
  };
  const EXPRESSIONS: Record<string, string> = {
    relevance: 'local_time',
    name: 'name COLLATE catalog.human_order',
    sizeBytes: 'size_bytes',
    durationSec: 'COALESCE(duration_sec, -1)',
  };
  const MIDDLE = {
    takenAt: '2026-01-01T00:00:00.000001',
    createdAt: '2026-01-01T00:00:00.000001Z',
    name: 'film-8',
    sizeBytes: '50000',
    durationSec: '5000.5',
  };

  it.each(SORTS.flatMap((by) => [true, false].map((descending) => ({ by, descending }))))(
    'a page sorted by %j, and one far behind, read an index and no more rows than they show',
    async (order) => {
      const first = await explainPage({ ...MANY, order });
      const after = { order, mode: 'typed', step: 0, value: MIDDLE[order.by], id: ID } as const;
      const later = await explainPage({ ...MANY, order, after });
      for (const plan of [first, later]) {
        expect(plan.indexes).toEqual([INDEXES[order.by]]);
        expect(plan.rowsRead).toBeLessThanOrEqual(60);
      }
    },
  );

  it.each([
    [{ type: ['audio'] as FileKind[] }, 'files_by_kind'],
    [{ folder: 'folder 77' }, 'files_by_folder'],
    [{ state: 'unreadable' as const }, 'files_by_state'],
  ])('a page filtered by %j reads its index alone', async (filter, index) => {
    const plan = await explainPage({ ...MANY, ...filter });
    expect(plan.indexes).toEqual([index]);
    expect(plan.rowsRead).toBeLessThanOrEqual(60);
  });

  it.each([
    ['a rare word', { query: 'c4ca42' }],
    ['two words', { query: 'img c4ca42' }],
    ['two common words that never meet', { query: 'img film' }],
    ['a word that is nowhere', { query: 'nowhere' }],
    ['two letters that are nowhere', { query: 'qz' }],
  ])('%s is found by the words index', async (_, filter) => {
    const plan = await explainPage({ ...SEARCH, ...filter });
    expect(plan.indexes).toContain('files_words');
    expect(plan.text).not.toContain('Seq Scan');
    expect(plan.rowsRead).toBeLessThan(ROWS / 20);
  });

  it('a word that is in a third of all names is found along the time', async () => {
    const plan = await explainPage({ ...SEARCH, query: 'img' });
    expect(plan.indexes[0]).toBe('files_by_time');
    expect(plan.rowsRead).toBeLessThan(1000);
  });

  it.each(['8b96', 'nowhere'])('the part %s of a name is found by the trigram index', async (query) => {
    const plan = await explainPage({ ...SEARCH, query });
    expect(plan.indexes).toContain('files_trigrams');
    expect(plan.text).not.toContain('Seq Scan');
  });

  it('a word with a typing error is found by the words index', async () => {
    const plan = await explainPage({ ...SEARCH, mode: 'mistyped', query: 'moubtain' });
    expect(plan.indexes).toContain('files_words');
    expect(plan.text).not.toContain('Seq Scan');
    expect(plan.rowsRead).toBeLessThanOrEqual(3_000);
  });

  it('a typing error in a word that most files have is put right before they are read', async () => {
    const plan = await explainPage({ ...SEARCH, mode: 'mistyped', query: 'fodler' });
    expect(plan.text).not.toContain('Seq Scan');
    expect(plan.rowsRead).toBeLessThanOrEqual(3_000);
  });

  it('a month is found along the time', async () => {
    const plan = await explainPage({ ...MANY, from: '2026-01-01', to: '2026-01-31' });
    expect(plan.indexes).toEqual(['files_by_time']);
    expect(plan.rowsRead).toBeLessThanOrEqual(60);
  });

  it('a page far out reads the rows alone that it shows, of the others the index', async () => {
    const plan = await explainPage({
      ...MANY,
      order: { by: 'createdAt', descending: true },
      offset: ROWS / 2,
    });
    expect(plan.indexes.toSorted()).toEqual(['files_by_arrival', 'files_pkey']);
    expect(plan.text).toContain('Index Only Scan');
  });

  it.each([{}, { type: ['image', 'video'] as FileKind[], state: 'ready' as const }])(
    'a page far out in time passes over no more than a day, filtered by %j',
    async (filter) => {
      const plan = await explainPage({ ...MANY, ...filter, offset: ROWS / 2 });
      expect(plan.indexes).toContain('files_by_time');
      expect(plan.rowsRead).toBeLessThan(ROWS / 20);
    },
  );

  // Near by; behind the nearest; behind more than are looked at.
  it.each(['film', 'cellar', 'attic'])(
    'the newest of all files with the common word %s are found',
    async (query) => {
      const page = await findFilesPage(database, { ...SEARCH, query });
      const rows = await database.query<{ id: string }[]>(
        'SELECT id FROM catalog.files WHERE search_text LIKE $1 ORDER BY local_time DESC, id DESC LIMIT 51',
        [`%${query}%`],
      );
      expect(page.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
      const byName = await findFilesPage(database, {
        ...SEARCH,
        order: { by: 'name', descending: true },
        query,
      });
      const [last] = await database.query<{ id: string }[]>(
        `SELECT id FROM catalog.files WHERE search_text LIKE $1
       ORDER BY name COLLATE catalog.human_order DESC, id DESC LIMIT 1 OFFSET 50`,
        [`%${query}%`],
      );
      expect(byName.at(-1)?.id).toBe(last?.id);
    },
  );

  it.each([
    ['film', 'name', 0],
    ['img', 'name', 0],
    ['img', '-sizeBytes', 3_000],
    ['img', 'sizeBytes', 0],
    ['attic', '-durationSec', 0],
    ['attic', 'durationSec', 0],
    ['img', undefined, 20_000],
  ] as const)('page after page of %s in the order of %s from %i on', async (query, sort, offset) => {
    const order = parseOrder(sort, true);
    const { by, direction } = { by: EXPRESSIONS[order.by], direction: order.descending ? 'DESC' : 'ASC' };
    const rows = await database.query<{ id: string }[]>(
      `SELECT id FROM catalog.files WHERE search_text LIKE $1 ORDER BY ${by} ${direction}, id ${direction} LIMIT 102 OFFSET ${offset}`,
      [`%${query}%`],
    );
    const first = await findFilesPage(database, { ...MANY, order, query, offset });
    const { step, sort_value: value, id } = first.at(-1) ?? { step: 0, sort_value: '', id: ID };
    const after = { order, mode: 'typed', step, value, id } as const;
    const second = await findFilesPage(database, { ...MANY, order, query, after });
    expect([...first, ...second].map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });

  it('a common word whose names come last is found by the indexes of words and names together', async () => {
    const plans = await explainQueriesOf(database, (one) =>
      findFilesPage(one, { ...MANY, order: parseOrder('name', true), query: 'img' }),
    );
    expect(plans.at(-1)?.text).toContain('BitmapAnd');
    expect(plans.at(-1)?.text).toContain('files_by_name');
  });

  it('a file is found by its id', async () => {
    const [plan] = await explainQueriesOf(database, (one) => findLocatedFile(one, ID));
    expect(plan?.indexes).toEqual(['files_pkey']);
  });
});
