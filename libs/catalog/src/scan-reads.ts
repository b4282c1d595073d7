import type { FileId, FileState } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { mtimeMsOf, type DiskLook } from './disk-digest.js';
import { isUnder } from './files-conditions.js';
import { splitLibraryPath } from './library-path.js';
import { ON_DISK } from './listed.js';

/** A row as a scan compares it with the disk. */
export interface IndexedFile extends DiskLook {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly state: FileState;
  /** Its bytes were read once. */
  readonly hasFingerprint: boolean;
  /** It was not on the disk at the last look, and nobody has confirmed yet that it is gone for good. */
  readonly isMissing: boolean;
  /** What its `disk_digest` says is what its other columns say. */
  readonly digest: bigint | null;
}

interface ScanRow {
  id: FileId;
  folder: string;
  name: string;
  size_bytes: string;
  mtime_ns: string;
  inode: string;
  state: FileState;
  has_fingerprint: boolean;
  is_missing: boolean;
  disk_digest: string | null;
  ctime_ns: string | null;
}

const SCAN_COLUMNS = `f.id, f.folder, f.name, f.size_bytes, f.mtime_ns, f.inode, f.ctime_ns, f.state, f.disk_digest,
  f.sha256 IS NOT NULL AS has_fingerprint, f.missing_since IS NOT NULL AS is_missing`;

export interface StoredDigest {
  readonly files: number;
  readonly digest: bigint;
}

/** Per folder, how many files the catalogue believes to be there, and the XOR of their digests. */
export async function findFolderDigests(database: Queryable): Promise<Map<string, StoredDigest>> {
  const rows = await database.query<{ folder: string; files: number; digest: string | null }[]>(
    `SELECT folder, count(*)::int AS files, bit_xor(disk_digest) AS digest
     FROM catalog.files f WHERE f.missing_since IS NULL AND ${ON_DISK} GROUP BY folder`,
  );
  return new Map(rows.map(({ folder, files, digest }) => [folder, { files, digest: BigInt(digest ?? 0) }]));
}

/** All rows of these folders, without what lies in folders below them. */
export function findFilesInFolders(database: Queryable, folders: readonly string[]): Promise<IndexedFile[]> {
  return select(database, `catalog.files f WHERE f.folder = ANY($1::text[]) AND ${ON_DISK}`, [folders]);
}

/** The rows at these paths. */
export function findFilesAt(database: Queryable, paths: readonly string[]): Promise<IndexedFile[]> {
  const places = paths.map(splitLibraryPath);
  return select(
    database,
    `unnest($1::text[], $2::text[]) AS place (folder, name) JOIN catalog.files f USING (folder, name) WHERE ${ON_DISK}`,
    [places.map(({ folder }) => folder), places.map(({ name }) => name)],
  );
}

/** The rows in these folders and in all folders below them, some thousand at a time: one folder may hold the whole library. */
export async function* findFilesUnder(
  database: DataSource,
  folders: readonly string[],
  filesPerPage = 2_000,
): AsyncGenerator<IndexedFile[]> {
  const runner = database.createQueryRunner();
  try {
    // A cursor lives as long as its transaction.
    await runner.startTransaction();
    await runner.query(
      `DECLARE below NO SCROLL CURSOR FOR SELECT ${SCAN_COLUMNS}
       FROM unnest($1::text[]) AS top (folder) JOIN catalog.files f ON ${isUnder('top.folder')} WHERE ${ON_DISK}`,
      [folders],
    );
    for (;;) {
      const page = (await runner.query(`FETCH ${filesPerPage} FROM below`)) as unknown as ScanRow[];
      if (page.length > 0) yield page.map(asIndexedFile);
      if (page.length < filesPerPage) return;
    }
  } finally {
    // Where the connection is gone, the first error is the one to be told.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}

/** The rows with these inodes: what was moved is found among them. */
export function findFilesByInode(database: Queryable, inodes: readonly number[]): Promise<IndexedFile[]> {
  return select(database, `catalog.files f WHERE f.inode = ANY($1::numeric[]) AND ${ON_DISK}`, [
    inodes.map(String),
  ]);
}

/** Whether rows wait for their files to come back. */
export async function hasVanishedFiles(database: Queryable): Promise<boolean> {
  const [row] = await database.query<{ any: boolean }[]>(
    `SELECT EXISTS (SELECT FROM catalog.files f WHERE f.unlisted_as = 'vanished') AS any`,
  );
  return row?.any ?? false;
}

/** Rows that wait for their files to come back, of one of these sizes. */
export function findVanishedFiles(database: Queryable, sizes: readonly number[]): Promise<IndexedFile[]> {
  return select(
    database,
    `catalog.files f WHERE f.unlisted_as = 'vanished' AND f.size_bytes = ANY($1::bigint[])`,
    [sizes],
  );
}

/** The files that wait for somebody to confirm that they are gone, by their ids, a page at a time: a lost disk leaves a million of them. */
export async function* findMissingFiles(
  database: Queryable,
  filesPerPage = 2_000,
): AsyncGenerator<IndexedFile[]> {
  for (let after: FileId | undefined; ;) {
    const page = await select(
      database,
      `catalog.files f WHERE f.missing_since IS NOT NULL AND ${ON_DISK} AND ($1::uuid IS NULL OR f.id > $1) ORDER BY f.id LIMIT $2`,
      [after ?? null, filesPerPage],
    );
    if (page.length > 0) yield page;
    if (page.length < filesPerPage) return;
    after = page.at(-1)?.id;
  }
}

/** Those of them with these inodes: where a lost disk is seen again at another place they are found by it. */
export function findMissingByInode(database: Queryable, inodes: readonly number[]): Promise<IndexedFile[]> {
  return select(
    database,
    `catalog.files f WHERE f.inode = ANY($1::numeric[]) AND f.missing_since IS NOT NULL AND ${ON_DISK}`,
    [inodes.map(String)],
  );
}

/** Which of these folders have such files, in themselves or below. */
export async function findFoldersWithMissing(
  database: Queryable,
  folders: readonly string[],
): Promise<Set<string>> {
  const rows = await database.query<{ folder: string }[]>(
    `SELECT top.folder FROM unnest($1::text[]) AS top (folder)
     WHERE EXISTS (SELECT FROM catalog.files f WHERE f.missing_since IS NOT NULL AND ${ON_DISK} AND ${isUnder('top.folder')})`,
    [folders],
  );
  return new Set(rows.map(({ folder }) => folder));
}

/** Some of the files whose indexing was begun and has not ended, and of those whose bytes could not be read: maybe they can be now. */
export function findUnfinishedFiles(database: Queryable, limit: number): Promise<IndexedFile[]> {
  return select(
    database,
    `catalog.files f WHERE (f.state = 'indexing' OR f.sha256 IS NULL) AND f.missing_since IS NULL AND ${ON_DISK} LIMIT $1`,
    [limit],
  );
}

/** Some of the files that are in the state `indexing`. */
export function findFilesSentBack(database: Queryable, limit: number): Promise<IndexedFile[]> {
  return select(
    database,
    `catalog.files f WHERE f.state = 'indexing' AND f.missing_since IS NULL AND ${ON_DISK} LIMIT $1`,
    [limit],
  );
}

/** How many files the catalogue believes to be on the disk, missing ones too. */
export async function countFiles(database: Queryable): Promise<number> {
  const [row] = await database.query<{ files: number }[]>(
    `SELECT count(*)::int AS files FROM catalog.files f WHERE ${ON_DISK}`,
  );
  return row?.files ?? 0;
}

/** How many files wait for somebody to confirm that they are gone. */
export async function countMissingFiles(database: Queryable): Promise<number> {
  const [row] = await database.query<{ files: number }[]>(
    `SELECT count(*)::int AS files FROM catalog.files f WHERE f.missing_since IS NOT NULL AND ${ON_DISK}`,
  );
  return row?.files ?? 0;
}

export async function hasFiles(database: Queryable): Promise<boolean> {
  const [row] = await database.query<{ any: boolean }[]>('SELECT EXISTS (SELECT FROM catalog.files) AS any');
  return row?.any ?? false;
}

async function select(database: Queryable, source: string, parameters: unknown[]): Promise<IndexedFile[]> {
  const rows = await database.query<ScanRow[]>(`SELECT ${SCAN_COLUMNS} FROM ${source}`, parameters);
  return rows.map(asIndexedFile);
}

function asIndexedFile(row: ScanRow): IndexedFile {
  return {
    id: row.id,
    folder: row.folder,
    name: row.name,
    sizeBytes: Number(row.size_bytes),
    mtimeMs: mtimeMsOf(BigInt(row.mtime_ns)),
    inode: Number(row.inode),
    ctimeMs: row.ctime_ns === null ? null : mtimeMsOf(BigInt(row.ctime_ns)),
    state: row.state,
    hasFingerprint: row.has_fingerprint,
    isMissing: row.is_missing,
    digest: row.disk_digest === null ? null : BigInt(row.disk_digest),
  };
}
