import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { diskDigest, FolderDigest, mtimeMsOf } from './disk-digest.js';
import {
  findThumbhash,
  findVersion,
  recordFingerprint,
  type FileVersion,
  type IndexOutcome,
} from './index-writes.js';
import { recordOutcome } from './index-outcomes.js';
import { libraryPath } from './library-path.js';
import {
  findFilesAt,
  findFilesByInode,
  findFilesInFolders,
  findFilesUnder,
  findFolderDigests,
  findFoldersWithMissing,
  findMissingByInode,
  findMissingFiles,
  findUnfinishedFiles,
  type IndexedFile,
} from './scan-reads.js';
import { applyScan, NOTHING_CHANGED } from './scan-writes.js';
import { catalogSchema } from './schema.js';

let services: BackingServices;
let database: DataSource;
let made = 0;

const SHA256 = 'a'.repeat(64);
const READY: IndexOutcome = {
  facts: { kind: 'image', mimeType: 'image/jpeg', width: 10, height: 20, title: 'T\0itle \ud800' },
  state: 'ready',
  reason: null,
  hasThumbnail: true,
  thumbhash: 'abc',
};

function versionOf(path: string, overrides: Partial<FileVersion> = {}): FileVersion {
  made += 1;
  return {
    path,
    sizeBytes: 5_000_000_000,
    mtimeNs: 1_700_000_000_123_456_789n,
    inode: BigInt(made),
    ...overrides,
  };
}

async function fingerprint(version: FileVersion, sha256: string | null = SHA256): Promise<void> {
  const newId = `01936f5e-8c1a-7000-8000-${String(++made).padStart(12, '0')}` as FileId;
  await recordFingerprint(database, { version, sha256, newId, kind: 'image', mimeType: 'image/jpeg' });
}

async function add(...paths: string[]): Promise<IndexedFile[]> {
  for (const path of paths) await fingerprint(versionOf(path));
  const rows = await findFilesAt(database, paths);
  return paths.map((path) => rows.find((row) => libraryPath(row) === path) as IndexedFile);
}

async function events(): Promise<string[]> {
  const rows = await database.query<{ subject: string; revision: string }[]>(
    `SELECT subject, envelope -> 'payload' ->> 'revision' AS revision FROM catalog.outbox ORDER BY id`,
  );
  return rows.map(({ subject, revision }) => `${subject.split('.')[3]} ${revision}`);
}

async function allUnder(...folders: string[]): Promise<IndexedFile[]> {
  const rows: IndexedFile[] = [];
  for await (const page of findFilesUnder(database, folders)) rows.push(...page);
  return rows;
}

async function paths(): Promise<string[]> {
  const rows = await database.query<{ folder: string; name: string }[]>(
    'SELECT folder, name FROM catalog.files WHERE unlisted_as IS NULL',
  );
  return rows.map(libraryPath).sort();
}

beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
  await migrate(services.postgres.url, catalogSchema);
  database = await new DataSource({ type: 'postgres', url: services.postgres.url }).initialize();
});

beforeEach(async () => {
  await database.query('TRUNCATE catalog.files, catalog.outbox CASCADE');
});

afterAll(async () => {
  await database?.destroy();
  await services?.stop();
});

describe('recordFingerprint and recordOutcome', () => {
  it('have the same effect a hundred times as once', async () => {
    const version = versionOf('a/1.jpg');
    for (let n = 0; n < 100; n++) await fingerprint(version);
    for (let n = 0; n < 100; n++) expect(await recordOutcome(database, version, READY)).toBe(n === 0);
    for (let n = 0; n < 100; n++) await fingerprint(version);
    expect(await events()).toEqual(['added 1', 'changed 2']);
    expect(await findVersion(database, version)).toMatchObject({ sha256: SHA256, state: 'ready' });
  });

  it('have it also when they come at the same time', async () => {
    const version = versionOf('a/1.jpg');
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => fingerprint(version)));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    await Promise.all(Array.from({ length: 10 }, () => recordOutcome(database, version, READY)));
    expect(await events()).toEqual(['added 1', 'changed 2']);
  });

  it('begin anew with other bytes', async () => {
    const before = versionOf('1.jpg');
    await fingerprint(before);
    await recordOutcome(database, before, READY);
    const after = versionOf('1.jpg', { sizeBytes: 7 });
    await fingerprint(after, 'b'.repeat(64));
    expect(await findVersion(database, before)).toBeUndefined();
    expect(await findVersion(database, after)).toMatchObject({ state: 'indexing' });
    expect(await recordOutcome(database, before, READY)).toBe(false);
    expect(await events()).toEqual(['added 1', 'changed 2', 'changed 3']);
  });

  it('begin anew when the bytes cannot be read any more', async () => {
    const before = versionOf('1.jpg');
    await fingerprint(before);
    await recordOutcome(database, before, READY);
    const after = versionOf('1.jpg', { mtimeNs: 5n });
    await fingerprint(after, null);
    expect(await findVersion(database, after)).toMatchObject({ sha256: null, state: 'indexing' });
  });

  it('keep what Postgres can keep of what people write into tags', async () => {
    const version = versionOf('1.jpg');
    await fingerprint(version);
    await recordOutcome(database, version, READY);
    const [row] = await database.query<{ title: string }[]>('SELECT title FROM catalog.files');
    expect(row?.title).toBe('Title \ufffd');
  });
});

describe('findFolderDigests', () => {
  it('says what a walk over the same files says', async () => {
    const version = { sizeBytes: 5, mtimeNs: -1_500_000_000n, inode: 2n ** 40n };
    await fingerprint(versionOf('f/1', version));
    await fingerprint(versionOf('f/2', version));
    const look = {
      ...{ sizeBytes: 5, mtimeMs: mtimeMsOf(version.mtimeNs), inode: 2 ** 40, ctimeMs: null },
    };
    const expected = new FolderDigest().add('2', look).add('1', look);
    expect(await findFolderDigests(database)).toEqual(new Map([['f', { files: 2, digest: expected.value }]]));
  });

  it('leaves out what is missing', async () => {
    const [one, two] = await add('f/1', 'f/2');
    await applyScan(database, { ...NOTHING_CHANGED, missing: [one as IndexedFile] });
    const digest = diskDigest('2', two as IndexedFile);
    expect(await findFolderDigests(database)).toEqual(new Map([['f', { files: 1, digest }]]));
  });
});

describe('findFilesUnder', () => {
  it('finds what is in a folder and below it, and not what only begins like it', async () => {
    await add('100%/1', '100%/in/2', '100% or so/3', '100%', '100x/4', 'a_b/5', 'axb/6');
    expect((await allUnder('100%', 'a_b')).map(libraryPath).sort()).toEqual(['100%/1', '100%/in/2', 'a_b/5']);
  });

  it('gives some at a time, and leaves nothing behind where nobody asks on', async () => {
    await add('f/1', 'f/2', 'f/in/3', 'f/4', 'f/5');
    const pages: number[] = [];
    for await (const page of findFilesUnder(database, ['f'], 2)) pages.push(page.length);
    expect(pages).toEqual([2, 2, 1]);
    for await (const page of findFilesUnder(database, ['f'], 2)) {
      expect(page).toHaveLength(2);
      break;
    }
    const [open] = await database.query<{ transactions: number }[]>(
      `SELECT count(*)::int AS transactions FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'idle in transaction'`,
    );
    expect(open?.transactions).toBe(0);
  });
});

describe('applyScan', () => {
  it('moves files, also to names that others of them leave', async () => {
    const [a, b, c] = (await add('a', 'b', 'c')) as [IndexedFile, IndexedFile, IndexedFile];
    await applyScan(database, {
      ...NOTHING_CHANGED,
      moved: [
        { file: a, path: 'b' },
        { file: b, path: 'a' },
        { file: c, path: 'in/c' },
      ],
    });
    const now = new Map(
      (await findFilesAt(database, ['a', 'b', 'in/c'])).map((row) => [libraryPath(row), row]),
    );
    expect(now.get('b')?.id).toBe(a.id);
    expect(now.get('a')?.id).toBe(b.id);
    expect(now.get('in/c')?.id).toBe(c.id);
    expect(now.get('b')?.digest).toBe(diskDigest('b', a));
    expect((await events()).slice(3)).toEqual(['changed 2', 'changed 2', 'changed 2']);
  });

  it('moves a file to the name of one that is removed', async () => {
    const [a, b] = (await add('a', 'b')) as [IndexedFile, IndexedFile];
    await applyScan(database, { ...NOTHING_CHANGED, removed: [b], moved: [{ file: a, path: 'b' }] });
    expect(await paths()).toEqual(['b']);
    expect((await events()).slice(2)).toEqual(['removed 3', 'changed 2']);
  });

  it('removes what is there, once', async () => {
    const files = await add('a', 'b');
    await applyScan(database, { ...NOTHING_CHANGED, removed: files });
    await applyScan(database, { ...NOTHING_CHANGED, removed: files });
    expect(await paths()).toEqual([]);
    expect((await events()).slice(2)).toEqual(['removed 3', 'removed 3']);
  });

  it('keeps missing files, tells nobody, and forgets it when they are back', async () => {
    const [a] = (await add('a')) as [IndexedFile];
    await applyScan(database, { ...NOTHING_CHANGED, missing: [a] });
    expect((await findFilesAt(database, ['a']))[0]?.isMissing).toBe(true);
    await applyScan(database, { ...NOTHING_CHANGED, returned: [a] });
    expect((await findFilesAt(database, ['a']))[0]?.isMissing).toBe(false);
    expect(await events()).toEqual(['added 1']);
  });

  it('forgets what rewritten files were, once, and not of those that were read again meanwhile', async () => {
    const version = versionOf('a');
    await fingerprint(version);
    await recordOutcome(database, version, READY);
    const [a] = (await findFilesAt(database, ['a'])) as [IndexedFile];
    const seenBefore = { ...a, digest: diskDigest('a', { ...a, sizeBytes: 1 }) };
    await applyScan(database, { ...NOTHING_CHANGED, rewritten: [seenBefore] });
    expect(await findVersion(database, version)).toMatchObject({ sha256: SHA256, state: 'ready' });
    for (let n = 0; n < 2; n++) await applyScan(database, { ...NOTHING_CHANGED, rewritten: [a] });
    expect(await findVersion(database, version)).toMatchObject({ sha256: null, state: 'indexing' });
    expect(await findThumbhash(database, SHA256)).toBeUndefined();
    expect(await events()).toEqual(['added 1', 'changed 2', 'changed 3']);
  });

  it('corrects digests', async () => {
    const [a] = (await add('a')) as [IndexedFile];
    await database.query('UPDATE catalog.files SET disk_digest = NULL');
    await applyScan(database, { ...NOTHING_CHANGED, stale: [{ file: a, ctimeMs: a.ctimeMs }] });
    expect((await findFilesAt(database, ['a']))[0]?.digest).toBe(a.digest);
  });

  it('moves a renamed folder some thousand files at a time, so that no transaction grows with the folder', async () => {
    await database.query(
      `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, state)
       SELECT gen_random_uuid(), 'old', n || '.jpg', 'image', 'image/jpeg', 1, now(), n, n, 'indexing' FROM generate_series(1, 4100) AS n`,
    );
    const rows = await allUnder('old');
    await applyScan(database, {
      ...NOTHING_CHANGED,
      moved: rows.map((file) => ({ file, path: `new/${file.name}` })),
    });
    expect(await allUnder('old')).toEqual([]);
    const [written] = await database.query<{ transactions: string; rows: string }[]>(
      `SELECT count(DISTINCT f.xmin::text) AS transactions, count(*) AS rows FROM catalog.files f WHERE folder = 'new'`,
    );
    expect(written).toEqual({ transactions: '3', rows: '4100' });
  });

  it('gives what is missing a page at a time, while it is taken out of the lists', async () => {
    const missing = await add('a', 'b', 'c', 'd', 'e');
    await applyScan(database, { ...NOTHING_CHANGED, missing });
    const pages: number[] = [];
    for await (const page of findMissingFiles(database, 2)) {
      pages.push(page.length);
      await applyScan(database, { ...NOTHING_CHANGED, removed: page });
    }
    expect(pages).toEqual([2, 2, 1]);
    expect(await paths()).toEqual([]);
  });

  it('says below which folders files are missing', async () => {
    const [a] = (await add('disk/in/a', 'disk two/b')) as [IndexedFile];
    await applyScan(database, { ...NOTHING_CHANGED, missing: [a] });
    const asked = ['disk', 'disk/in', 'disk/in/a', 'disk two', 'dis'];
    expect([...(await findFoldersWithMissing(database, asked))].sort()).toEqual(['disk', 'disk/in']);
  });

  it('does all moves or none', async () => {
    const [a, b] = (await add('a', 'b', 'c')) as [IndexedFile, IndexedFile];
    const moved = [
      { file: a, path: 'd' },
      { file: b, path: 'c' },
    ];
    await expect(applyScan(database, { ...NOTHING_CHANGED, moved })).rejects.toThrow(/unique/);
    expect(await paths()).toEqual(['a', 'b', 'c']);
    expect(await events()).toHaveLength(3);
  });
});

describe('with 100,000 files', () => {
  it('a scan reads indexes, not the table', async () => {
    await database.query(
      `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256, state)
       SELECT gen_random_uuid(), 'year ' || n % 1000, n || '.jpg', 'image', 'image/jpeg', n, now(), n, n, md5(n::text), 'ready'
       FROM generate_series(1, 100000) AS n`,
    );
    await database.query('ANALYZE catalog.files');
    const asked: { sql: string; parameters: unknown[] }[] = [];
    const spied = Object.create(database) as DataSource;
    spied.createQueryRunner = (...mode) => {
      const runner = database.createQueryRunner(...mode);
      const ask = runner.query.bind(runner) as (sql: string, parameters?: unknown[]) => Promise<unknown>;
      runner.query = ((sql: string, parameters: unknown[] = []) => {
        if (sql.includes('SELECT')) asked.push({ sql, parameters });
        return ask(sql, parameters);
      }) as typeof runner.query;
      return runner;
    };
    await findFilesAt(spied, ['year 1/1.jpg', 'year 2/2.jpg']);
    for await (const page of findFilesUnder(spied, ['year 1', 'year 2'])) expect(page).toHaveLength(200);
    await findFilesInFolders(spied, ['year 1', 'year 2']);
    await findFilesByInode(spied, [1, 2, 3]);
    await findUnfinishedFiles(spied, 1_000);
    await findMissingFiles(spied).next();
    await findMissingByInode(spied, [1, 2, 3]);
    await findVersion(spied, versionOf('year 1/1.jpg'));
    await findThumbhash(spied, SHA256);
    expect(asked).toHaveLength(9);
    for (const { sql, parameters } of asked) {
      const plan = await database.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, parameters);
      const text = plan.map((line) => line['QUERY PLAN']).join('\n');
      expect(text).toContain('Index');
      expect(text).not.toContain('Seq Scan');
    }
  });
});
