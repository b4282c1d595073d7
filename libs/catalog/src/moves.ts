import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';

/**
 * What is being done on the disk. `file`: to another name or folder. `bin`, `restore`: into the bin and back. `purge`: deleted for
 * good, so there is no `to`. `folder`: a whole folder, so there is no file.
 */
export type MoveKind = 'file' | 'bin' | 'restore' | 'purge' | 'folder';

/** One change on the disk, written down before it is done: after a crash it is finished, or it has not begun. */
export interface Move {
  readonly id: string;
  readonly kind: MoveKind;
  readonly fileId: FileId | null;
  /** Inside the library, folders joined by `/`. */
  readonly from: string;
  readonly to: string | null;
  /** Of what is moved. */
  readonly inode: bigint;
  /** Into the bin because of another file, whose side-car or film this is. */
  readonly binnedWith: FileId | null;
}

interface MoveRow {
  id: string;
  kind: MoveKind;
  file_id: FileId | null;
  from_path: string;
  to_path: string | null;
  inode: string;
  binned_with: FileId | null;
}

export async function recordMoves(database: Queryable, moves: readonly Move[]): Promise<void> {
  await database.query(
    `INSERT INTO catalog.moves (id, kind, file_id, from_path, to_path, inode, binned_with)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::numeric[], $7::uuid[])`,
    [
      moves.map(({ id }) => id),
      moves.map(({ kind }) => kind),
      moves.map(({ fileId }) => fileId),
      moves.map(({ from }) => from),
      moves.map(({ to }) => to),
      moves.map(({ inode }) => String(inode)),
      moves.map(({ binnedWith }) => binnedWith),
    ],
  );
}

/** What was begun and has not ended, the oldest first. */
export async function findMoves(database: Queryable, limit: number): Promise<Move[]> {
  const rows = await database.query<MoveRow[]>(
    `SELECT id, kind, file_id, from_path, to_path, inode, binned_with FROM catalog.moves ORDER BY id LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    fileId: row.file_id,
    from: row.from_path,
    to: row.to_path,
    inode: BigInt(row.inode),
    binnedWith: row.binned_with,
  }));
}

/** They have ended, one way or the other. */
export async function forgetMoves(database: Queryable, moves: readonly Pick<Move, 'id'>[]): Promise<void> {
  if (moves.length === 0) return;
  await database.query('DELETE FROM catalog.moves WHERE id = ANY($1::uuid[])', [moves.map(({ id }) => id)]);
}
