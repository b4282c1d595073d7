import type { FileId, UserId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { isUnder } from './files-conditions.js';
import {
  FILE_DETAILS,
  LISTED_FILE,
  LOCATION,
  type FileDetails,
  type ListedFile,
  type FileRecord,
  ofFiles,
  type LocatedFile,
} from './file-record.js';
import { LISTED, ON_DISK, SERVED } from './listed.js';

/** Everything known of a file that may be asked for. */
export async function findFile(database: Queryable, id: FileId): Promise<FileDetails | undefined> {
  const [row] = await database.query<FileDetails[]>(
    `SELECT ${FILE_DETAILS} FROM catalog.files f WHERE f.id = $1 AND ${SERVED}`,
    [id],
  );
  return row;
}

/** Where the bytes of a file are that may be asked for. */
export async function findLocatedFile(database: Queryable, id: FileId): Promise<LocatedFile | undefined> {
  const [row] = await database.query<LocatedFile[]>(
    `SELECT ${LOCATION} FROM catalog.files f WHERE f.id = $1 AND ${SERVED}`,
    [id],
  );
  return row;
}

/** By id, those of these files that are listed and were on the disk at the last scan. */
export async function findPresentFiles(
  database: Queryable,
  ids: readonly FileId[],
): Promise<Map<FileId, ListedFile>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<ListedFile[]>(
    `SELECT ${LISTED_FILE} FROM catalog.files f
     WHERE f.id = ANY($1::uuid[]) AND f.missing_since IS NULL AND ${LISTED}`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those of these files that are listed, in no order; at most a few thousand at once. */
export function findListedFiles(database: Queryable, ids: readonly FileId[]): Promise<ListedFile[]> {
  return database.query<ListedFile[]>(
    `SELECT ${LISTED_FILE} FROM catalog.files f WHERE f.id = ANY($1::uuid[]) AND ${LISTED}`,
    [ids],
  );
}

/** Which of these are listed. */
export async function findListedIds(database: Queryable, ids: readonly FileId[]): Promise<Set<FileId>> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT f.id FROM catalog.files f WHERE f.id = ANY($1::uuid[]) AND ${LISTED}`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Which of these may be asked for by their ids: also the films of Live Photos. */
export async function findServedIds(database: Queryable, ids: readonly FileId[]): Promise<Set<FileId>> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT f.id FROM catalog.files f WHERE f.id = ANY($1::uuid[]) AND ${SERVED}`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

const AT_PATH = ofFiles([
  'id',
  'folder',
  'name',
  'mime_type',
  'size_bytes',
  'sha256',
  'modified_at',
  'created_at',
  'uploaded_by',
]);
/** A file as somebody sees it who looks into the folders themselves. */
export type FileAtPath = Pick<
  FileRecord,
  | 'id'
  | 'folder'
  | 'name'
  | 'mime_type'
  | 'size_bytes'
  | 'sha256'
  | 'modified_at'
  | 'created_at'
  | 'uploaded_by'
>;
const IS_THERE = `f.missing_since IS NULL AND ${ON_DISK}`;

/** The file in a folder that has one of these names, the first of them before the others. */
export async function findFileNamed(
  database: Queryable,
  folder: string,
  names: readonly string[],
): Promise<FileAtPath | undefined> {
  const [row] = await database.query<FileAtPath[]>(
    `SELECT ${AT_PATH} FROM catalog.files f WHERE f.folder = $1 AND f.name = ANY($2::text[]) AND ${IS_THERE}
     ORDER BY array_position($2::text[], f.name) LIMIT 1`,
    [folder, names],
  );
  return row;
}

/** The next files that lie in a folder, by name: also side-cars and films of Live Photos, which no list has. */
export function findFilesLyingIn(
  database: Queryable,
  folder: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<FileAtPath[]> {
  return database.query<FileAtPath[]>(
    `SELECT ${AT_PATH} FROM catalog.files f WHERE f.folder = $1 AND ($2::text IS NULL OR f.name > $2) AND ${IS_THERE}
     ORDER BY f.name LIMIT $3`,
    [folder, after ?? null, limit],
  );
}

/** The next files that lie in a folder or below it, by id. */
export function findFilesLyingBelow(
  database: Queryable,
  folder: string,
  { after, limit }: { after: FileId | undefined; limit: number },
): Promise<FileAtPath[]> {
  return database.query<FileAtPath[]>(
    `SELECT ${AT_PATH} FROM catalog.files f WHERE ${isUnder('$1')} AND ($2::uuid IS NULL OR f.id > $2) AND ${IS_THERE}
     ORDER BY f.id LIMIT $3`,
    [folder, after ?? null, limit],
  );
}

/** Whether something lies in a folder, or below it, that this person has not brought in. */
export async function holdsFilesOfOthers(
  database: Queryable,
  folder: string,
  userId: UserId,
): Promise<boolean> {
  const rows = await database.query<unknown[]>(
    `SELECT FROM catalog.files f WHERE ${isUnder('$1')} AND f.uploaded_by IS DISTINCT FROM $2::uuid AND ${IS_THERE} LIMIT 1`,
    [folder, userId],
  );
  return rows.length > 0;
}

/** The file that lies at a path. */
export async function findFileAt(
  database: Queryable,
  { folder, name }: { folder: string; name: string },
): Promise<FileId | undefined> {
  const [row] = await database.query<{ id: FileId }[]>(
    `SELECT f.id FROM catalog.files f WHERE f.folder = $1 AND f.name = $2 AND ${ON_DISK}`,
    [folder, name],
  );
  return row?.id;
}
