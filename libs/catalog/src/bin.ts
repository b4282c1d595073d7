import type { FileId, UserId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { LISTED_FILE, type ListedFile } from './file-record.js';

export type BinnedRow = ListedFile & { readonly unlisted_at: Date; readonly binned_key: string };

/** In the bin by itself, not because of another file. */
const BINNED = `f.unlisted_as = 'binned' AND f.binned_with IS NULL`;

export interface BinPage {
  /** What this person brought in; all where it is undefined. */
  readonly of?: UserId | undefined;
  readonly after?: { readonly key: string; readonly id: FileId } | undefined;
  readonly offset?: number;
  readonly limit: number;
}

/** What lies in the bin, the newest first. */
export function findBinned(database: Queryable, { of, after, offset, limit }: BinPage): Promise<BinnedRow[]> {
  return database.query<BinnedRow[]>(
    `SELECT ${LISTED_FILE}, f.unlisted_at, f.unlisted_at::text AS binned_key FROM catalog.files f
     WHERE ${BINNED} AND ($1::uuid IS NULL OR f.uploaded_by = $1)
       AND ($2::timestamptz IS NULL OR (f.unlisted_at, f.id) < ($2, $3::uuid))
     ORDER BY f.unlisted_at DESC, f.id DESC LIMIT $4 OFFSET $5`,
    [of ?? null, after?.key ?? null, after?.id ?? null, limit, offset ?? 0],
  );
}

export async function countBinned(database: Queryable, of: UserId | undefined): Promise<number> {
  const [row] = await database.query<{ files: number }[]>(
    `SELECT count(*)::int AS files FROM catalog.files f WHERE ${BINNED} AND ($1::uuid IS NULL OR f.uploaded_by = $1)`,
    [of ?? null],
  );
  return row?.files ?? 0;
}

/** A file in the bin, or one that lies there with another. */
export interface BinnedFile {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly uploadedBy: UserId | null;
  readonly withFile: FileId | null;
}

const BINNED_FILE = `f.id, f.folder, f.name, f.uploaded_by AS "uploadedBy", f.binned_with AS "withFile"`;

/** Those of these files that lie in the bin, and what lies there with them. */
export function findBinnedFiles(database: Queryable, ids: readonly FileId[]): Promise<BinnedFile[]> {
  return database.query<BinnedFile[]>(
    `SELECT ${BINNED_FILE} FROM catalog.files f
     WHERE f.unlisted_as = 'binned' AND (f.id = ANY($1::uuid[]) OR f.binned_with = ANY($1::uuid[])) ORDER BY f.id`,
    [ids],
  );
}

/** The next files that have lain in the bin since before then. */
export function findBinnedBefore(database: Queryable, before: string, limit: number): Promise<BinnedFile[]> {
  return database.query<BinnedFile[]>(
    `SELECT ${BINNED_FILE} FROM catalog.files f
     WHERE f.unlisted_as = 'binned' AND f.unlisted_at <= $1::timestamptz ORDER BY f.unlisted_at, f.id LIMIT $2`,
    [before, limit],
  );
}
