import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { confirmRemovals, removeConfirmed } from './confirm-removals.js';
import { addUpCounts, recountFiles } from './file-counts.js';
import { findFilesOfContent, findIdsByContent, findIdsByLook } from './file-content.js';
import { FILE_COLUMNS } from './file-record.js';
import type { FilesFilter } from './files-filter.js';
import { NEWEST_FIRST, parseOrder, type FilesOrder } from './files-order.js';
import { countListedFiles, findFilesPage, type PagedFile } from './files-page.js';
import {
  findFile,
  findFileAt,
  findListedFiles,
  findListedIds,
  findLocatedFile,
  findPresentFiles,
  findServedIds,
} from './files.js';
import { foldText } from './fold-text.js';
import { countFilesByDay, findLibraryStatus } from './library-figures.js';
import { adoptLibrary } from './library-state.js';
import { UNLISTED_AS } from './listed.js';
import { catalogSchema } from './schema.js';
import { relistFiles, unlistFiles } from './unlisting.js';

let services: BackingServices;
let database: DataSource;

beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
  await migrate(services.postgres.url, catalogSchema);
  database = await connect();
});
afterAll(async () => {
  await database?.destroy();
  await services?.stop();
});
beforeEach(() => database.query('TRUNCATE catalog.files, catalog.outbox CASCADE'));

const connect = () =>
  new DataSource({ type: 'postgres', url: services.postgres.url, installExtensions: false }).initialize();

/** Files one after the other, a day apart; columns as given. */
async function addFiles(count: number, columns: Record<string, string> = {}): Promise<FileId[]> {
  const more = Object.entries(columns);
  const rows = await database.query<{ id: FileId }[]>(
    `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256, state${more.map(([name]) => `, ${name}`).join('')})
     SELECT gen_random_uuid(), 'folder', 'party ' || n || '.jpg', 'image', 'image/jpeg', 7, timestamptz '2024-01-01' + n * interval '1 day', n, n,
       repeat('a', 64), 'ready'${more.map(([, value]) => `, ${value}`).join('')}
     FROM generate_series(1, $1::int) AS n RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

const dayCounts = async (filter: FilesFilter = {}) =>
  (await countFilesByDay(database, filter)).reduce((sum, { count }) => sum + count, 0);

it('the table is as the code says', async () => {
  const rows = await database.query<{ column_name: string; data_type: string; is_nullable: string }[]>(
    `SELECT column_name, data_type, is_nullable FROM information_schema.columns
     WHERE table_schema = 'catalog' AND table_name = 'files'`,
  );
  const inDatabase = rows.map((row) => [
    row.column_name,
    { type: row.data_type, isNullable: row.is_nullable === 'YES' },
  ]);
  expect(Object.fromEntries(inDatabase)).toEqual(FILE_COLUMNS);
});

describe('a page far out', () => {
  const FAR = { offset: 1_200, limit: 5 };
  const RIGHT_AFTER_ALL = { offset: 2_000, limit: 5 };

  beforeEach(async () => {
    await addFiles(2_000, { taken_at: `timestamptz '2024-01-01' + n / 70 * interval '1 day'` });
    await database.query(`UPDATE catalog.files SET kind = 'video' WHERE inode::int % 3 = 0`);
    await database.query(`UPDATE catalog.files SET state = 'unreadable' WHERE inode::int % 50 = 0`);
    await unlistFiles(
      database.manager,
      (await database.query<{ id: FileId }[]>('SELECT id FROM catalog.files WHERE inode::int % 100 = 7')).map(
        ({ id }) => id,
      ),
      'vanished',
    );
  });

  const FILTERS: FilesFilter[] = [{}, { type: ['image', 'video'] }, { state: 'ready' }, { query: 'party' }];
  it.each([
    ...FILTERS.map((filter) => ({ ...filter, sort: '-takenAt' })),
    ...FILTERS.map((filter) => ({ ...filter, sort: 'takenAt' })),
    { sort: 'name' },
    { sort: 'name', query: 'part' },
    { sort: '-relevance', query: 'img party', mode: 'mistyped' as const },
    { query: 'party' },
  ])(
    'holds what the whole list has there: %j',
    async ({ sort, ...filter }: FilesFilter & { sort?: string }) => {
      const order = parseOrder(sort, filter.query !== undefined);
      const whole = await findFilesPage(database, { ...filter, order, limit: 3_000 });
      const far = await findFilesPage(database, { ...filter, order, ...FAR });
      expect(far).toEqual(whole.slice(FAR.offset, FAR.offset + FAR.limit));
      expect(whole.length).toBe(await countListedFiles(database, filter));
      expect(await findFilesPage(database, { ...filter, order, ...RIGHT_AFTER_ALL })).toEqual([]);
    },
  );
});

it.each([undefined, 'takenAt', 'name', '-sizeBytes'])(
  'a list below a folder holds what lies there, page after page, sorted by %j',
  async (sort) => {
    await addFiles(60);
    await database.query(`UPDATE catalog.files SET size_bytes = inode,
      folder = (ARRAY['a', 'a/b', 'a/b/c', 'ab', 'b/a'])[inode::int % 5 + 1]`);
    const order = parseOrder(sort, false);
    const whole = await findFilesPage(database, { order, limit: 100 });
    const seen: PagedFile[] = [];
    for (let page = await pageBelow(order); page.length > 0; page = await pageBelow(order, page.at(-1))) {
      seen.push(...page);
    }
    expect(seen).toEqual(whole.filter(({ folder }) => folder === 'a' || folder.startsWith('a/')));
    expect(await findFilesPage(database, { order, under: 'a', offset: 7, limit: 7 })).toEqual(
      seen.slice(7, 14),
    );
    expect(await findFilesPage(database, { order, under: 'a/nowhere', limit: 7 })).toEqual([]);
  },
);

function pageBelow(order: FilesOrder, last?: PagedFile): Promise<PagedFile[]> {
  const after = last && ({ order, mode: 'typed', step: 0, value: last.sort_value, id: last.id } as const);
  return findFilesPage(database, { order, after, under: 'a', limit: 7 });
}

describe('what is not listed', () => {
  const listed: Record<string, (id: FileId) => Promise<unknown>> = {
    'the list': async () => (await findFilesPage(database, { order: NEWEST_FIRST, limit: 9 })).length > 0,
    'a search': async () =>
      (await findFilesPage(database, { query: 'party', order: parseOrder(undefined, true), limit: 9 }))
        .length > 0,
    'a search with typing errors': async () =>
      (await findFilesPage(database, { query: 'patry', mode: 'mistyped', order: NEWEST_FIRST, limit: 9 }))
        .length > 0,
    'a list that is narrowed': async () =>
      (await findFilesPage(database, { under: 'folder', type: ['image'], order: NEWEST_FIRST, limit: 9 }))
        .length > 0,
    'the count of a search': async () => (await countListedFiles(database, { query: 'party' })) > 0,
    'the kept count': async () => (await countListedFiles(database, {})) > 0,
    'the timeline': async () => (await dayCounts()) > 0,
    'a narrowed timeline': async () => (await dayCounts({ folder: 'folder' })) > 0,
    'the status': async () => (await findLibraryStatus(database)).ready > 0,
    'files by their ids': async (id) => (await findListedFiles(database, [id])).length > 0,
    'which are listed': async (id) => (await findListedIds(database, [id])).size > 0,
    'what is laid out for devices': async (id) => (await findPresentFiles(database, [id])).size > 0,
  };
  const served: typeof listed = {
    'a file alone': (id) => findFile(database, id),
    'its bytes': (id) => findLocatedFile(database, id),
    'which can be played': async (id) => (await findServedIds(database, [id])).size > 0,
  };
  const onDisk: typeof listed = {
    'a path': () => findFileAt(database, { folder: 'folder', name: 'party 1.jpg' }),
    'a content': async () => (await findFilesOfContent(database, 'a'.repeat(64), 9)).length > 0,
    contents: async () => (await findIdsByContent(database, ['a'.repeat(64)])).size > 0,
    sizes: async () =>
      (await findIdsByLook(database, [{ index: 0, name: 'x', sizeBytes: 7, modifiedAt: null }])).size > 0,
  };
  const shown = async (where: typeof listed, id: FileId) => {
    const names: string[] = [];
    for (const [name, find] of Object.entries(where)) if (await find(id)) names.push(name);
    return names;
  };

  it.each(UNLISTED_AS)('is found nowhere as %s, and everywhere when it is back', async (as) => {
    const [id] = (await addFiles(1)) as [FileId];
    const everywhere = [listed, served, onDisk].flatMap((where) => Object.keys(where));
    const all = { ...listed, ...served, ...onDisk };
    expect(await shown(all, id)).toEqual(everywhere);
    await database.transaction((manager) => unlistFiles(manager, [id], as));
    const isServed = as === 'motion-part';
    const isOnDisk = as === 'motion-part' || as === 'sidecar';
    expect(await shown(all, id)).toEqual([
      ...(isServed ? Object.keys(served) : []),
      ...(isOnDisk ? Object.keys(onDisk) : []),
    ]);
    await database.transaction((manager) => relistFiles(manager, [id], as));
    expect(await shown(all, id)).toEqual(everywhere);
  });

  it('leaves and comes back for others too, each time with a later revision', async () => {
    const ids = await addFiles(1);
    await database.transaction((manager) => unlistFiles(manager, ids, 'binned'));
    await database.transaction((manager) => unlistFiles(manager, ids, 'binned'));
    await database.transaction((manager) => relistFiles(manager, ids, 'binned'));
    const told = await database.query<{ subject: string; revision: number }[]>(
      `SELECT subject, (envelope -> 'payload' ->> 'revision')::int AS revision FROM catalog.outbox ORDER BY id`,
    );
    expect(told.map(({ subject }) => subject)).toEqual([
      'hearth.catalog.file.removed.v1',
      'hearth.catalog.file.added.v1',
    ]);
    expect(told[1]?.revision).toBeGreaterThan(told[0]?.revision ?? Infinity);
  });

  it('leaves its path to another file, unless it lies there', async () => {
    const ids = await addFiles(1);
    await expect(addFiles(1)).rejects.toThrow('files_path');
    await database.transaction((manager) => unlistFiles(manager, ids, 'binned'));
    const [next] = await addFiles(1);
    await database.transaction((manager) => unlistFiles(manager, [next as FileId], 'sidecar'));
    await expect(addFiles(1)).rejects.toThrow('files_path');
  });
});

describe('kept counts', () => {
  it('are right while many write at once and others add them up, and stay so', async () => {
    const others = await Promise.all([connect(), connect(), connect()]);
    try {
      const ids = await addFiles(3_000);
      await Promise.all(
        others.map(async (one, at) => {
          for (let from = at * 1_000; from < (at + 1) * 1_000; from += 10) {
            const some = ids.slice(from, from + 10);
            await one.query(
              `UPDATE catalog.files SET state = 'unreadable', kind = 'video', taken_local = now() WHERE id = ANY($1)`,
              [some],
            );
            if (from % 100 === 0) await addUpCounts(one);
          }
          await one.transaction((manager) =>
            unlistFiles(manager, ids.slice(at * 1_000, at * 1_000 + 100), 'binned'),
          );
          await one.query('DELETE FROM catalog.files WHERE id = $1', [ids[at * 1_000 + 999]]);
        }),
      );
      expect(await findLibraryStatus(database)).toMatchObject({ ready: 0, unreadable: 2_697, indexing: 0 });
      expect(await countListedFiles(database, { type: ['video'] })).toBe(2_697);
      expect(await countFilesByDay(database, {})).toEqual(
        await countFilesByDay(database, { under: 'folder' }),
      );
      expect(await recountFiles(database)).toBe(0);
    } finally {
      await Promise.all(others.map((one) => one.destroy()));
    }
  });

  it('that are wrong are put right', async () => {
    await addFiles(5);
    await database.query('DELETE FROM catalog.file_count_changes');
    expect(await dayCounts()).toBe(0);
    expect(await recountFiles(database)).toBe(5);
    expect(await dayCounts()).toBe(5);
    expect(await recountFiles(database)).toBe(0);
  });

  it('know of what is missing until its removal is confirmed', async () => {
    await addFiles(3, { missing_since: 'now()' });
    expect((await findLibraryStatus(database)).missing).toBe(3);
    await adoptLibrary(database, v7());
    expect(await confirmRemovals(database, 2)).toEqual({ removed: 2, filesToFollow: 1 });
    expect(await removeConfirmed(database)).toBe(1);
    await addFiles(1, { missing_since: 'clock_timestamp()' });
    expect(await removeConfirmed(database)).toBe(0);
    expect(await findLibraryStatus(database)).toMatchObject({ missing: 1, ready: 1 });
  });
});

describe('what is written otherwise than it is typed', () => {
  it.each([
    ['München.jpg', ['Muenchen', 'munchen', 'MÜNCHEN', 'Mu\u0308nchen', 'uenchen', 'muench']],
    ['Mu\u0308nchen.jpg', ['Muenchen', 'munchen', 'München']],
    ['Muenchen.jpg', ['München', 'Muenchen', 'munchen', 'Mu\u0308nchen']],
    ['Übergröße.jpg', ['Uebergroesse', 'ubergrosse', 'Übergröße', 'UEBERGROESSE']],
    ['Uebergroesse.jpg', ['Übergröße', 'ubergrosse']],
    ['Bäume im Frühling.jpg', ['baeume fruehling', 'baume fruhling', 'bäume fruehling']],
    ['Malmö Tromsø.jpg', ['Malmoe', 'Tromsoe', 'malmo tromso']],
    ['Aarhus.jpg', ['Århus', 'aarhus']],
    ['Århus.jpg', ['Aarhus', 'arhus']],
    ['Ærø.jpg', ['aeroe', 'aero', 'Ærø']],
    ['blue.jpg', ['blue', 'blu']],
    ['Straße.jpg', ['strasse', 'STRASSE']],
    ['½ Liter.jpg', ['½', '1/2', '1⁄2']],
    ['1½ Zimmer.jpg', ['1½', '1 1/2']],
    ['ﬁlm ﬂuss.jpg', ['film', 'fluss']],
    ['ＦＵＬＬ.jpg', ['full', 'ｆｕｌｌ']],
    ['İzmir Diyarbakır.jpg', ['izmir', 'IZMIR', 'diyarbakir', 'DİYARBAKIR']],
    ['Ёлка.jpg', ['елка', 'ЁЛКА']],
    ['Київ.jpg', ['киів', 'Київ']],
    ['Ґанок.jpg', ['ганок']],
    ['ｶﾞｲﾄﾞ.jpg', ['ガイド', 'がいど']],
    ['夏休み〜海.jpg', ['夏休み～海', '海']],
    ['مُحَمَّد.jpg', ['محمد']],
    ['Đà Nẵng.jpg', ['da nang', 'đà nẵng']],
    ['हिन्दी.jpg', ['हिन्दी', 'हिन्दी'.normalize('NFD')]],
    ['ภาพถ่าย.jpg', ['ภาพถ่าย', 'ภาพ']],
    ['תַּמּוּז.jpg', ['תמוז']],
  ])('%s is found', async (name, typed) => {
    await addFiles(3);
    await database.query('UPDATE catalog.files SET name = $1 WHERE name = $2', [name, 'party 2.jpg']);
    const counts = await Promise.all(typed.map((query) => countListedFiles(database, { query })));
    expect(Object.fromEntries(typed.map((query, at) => [query, counts[at]]))).toEqual(
      Object.fromEntries(typed.map((query) => [query, 1])),
    );
  });

  it('is found by no other word', async () => {
    await addFiles(3);
    await database.query('UPDATE catalog.files SET name = $1 WHERE name = $2', [
      'blue neue.jpg',
      'party 2.jpg',
    ]);
    for (const query of ['blumen', 'neur', 'blaue'])
      expect(await countListedFiles(database, { query })).toBe(0);
  });
});

it('the database folds every character as the code does', async () => {
  const texts: string[] = [];
  for (let code = 1; code <= 0xffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const text = String.fromCodePoint(code);
    // Letters that came with the last versions of Unicode: an older ICU does not know their other case.
    const isYoung = (code >= 0xa7c0 && code <= 0xa7ff) || (code >= 0x1c80 && code <= 0x1c8f);
    if (/[\p{L}\p{N}\p{P}\p{S}\p{Z}]/u.test(text) && !isYoung) texts.push(text);
  }
  texts.push('👍🏻', '👍🏽', '👍🏿', '🎉', 'Rock´n', '1½', '٣¾', '2⅞ x 3⁄4');
  const rows = await database.query<{ folded: string }[]>(
    'SELECT catalog.fold(text) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS t (text, place) ORDER BY place',
    [texts],
  );
  const different = texts.filter((text, at) => rows[at]?.folded !== foldText(text));
  expect(different.map((text) => text.codePointAt(0)?.toString(16)).slice(0, 50)).toEqual([]);
});

it('a catalogue of the version before is described and counted when it is brought up to date', async () => {
  const old = { ...catalogSchema, migrations: catalogSchema.migrations.slice(0, 3) };
  await database.query('DROP SCHEMA catalog CASCADE');
  const { url } = services.postgres;
  await migrate(url, old);
  await database.query(
    `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, state)
     SELECT gen_random_uuid(), 'Zürich', CASE n WHEN 6 THEN 'Muenster 1½' WHEN 7 THEN 'مُحَمَّد – サクラ' WHEN 8 THEN 'Don’t Rock´n Roll 👍🏿' ELSE 'Straße ' || n END, 'image', 'image/jpeg', 7, '2024-05-05T12:00:00Z', n, n, 'ready'
     FROM generate_series(1, 12000) AS n`,
  );
  await migrate(url, catalogSchema);
  expect(await countListedFiles(database, {})).toBe(12_000);
  expect(await countListedFiles(database, { query: 'zurich strasse 11999' })).toBe(1);
  const spoken = ['dont', "don't", 'dont roll', 'rockn', "rock'n", '👍', '👍🏽'];
  expect(await countListedFiles(database, { query: 'zuerich strasse 11999' })).toBe(1);
  for (const query of ['محمد', 'さくら', '-', 'münster 1/2', ...spoken])
    expect(await countListedFiles(database, { query })).toBe(1);
  expect(await countFilesByDay(database, {})).toEqual([{ day: '2024-05-05', count: 12_000 }]);
  expect(await recountFiles(database)).toBe(0);
});

it('indexes a word that is too long for any index by its beginning', async () => {
  const [long] = await database.query<[{ search: string }]>(
    `SELECT catalog.lexemes(repeat('ab', 3000) || ' song', repeat('é', 3000))::text AS search`,
  );
  expect(long.search.length).toBeLessThan(700);
  expect(long.search).toContain("'song'");
});
