import { turnBetween, type FileId, type Orientation } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { mayTryStep } from './failed-steps.js';
import { changeFiles } from './file-events.js';
import { versionOf } from './index-outcomes.js';
import type { FileVersion } from './index-writes.js';
import { ON_DISK } from './listed.js';

/** Which turn makes a picture stand as wanted, by what its file says (1 to 8 in this order); null where none is needed. */
export function turnsTo(wanted: Orientation): (Orientation | null)[] {
  return ([1, 2, 3, 4, 5, 6, 7, 8] as const).map((own) => {
    const turn = turnBetween(own, wanted);
    return turn === 1 ? null : turn;
  });
}

/** Pictures whose small ones are turned otherwise than somebody wants, found by the index `files_to_turn`. */
export async function findFilesToTurn(database: Queryable, step: string, limit: number): Promise<FileId[]> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT f.id FROM catalog.files f WHERE f.turn IS DISTINCT FROM f.shown_turn AND f.kind = 'image' AND f.state = 'ready'
       AND f.has_thumbnail AND f.sha256 IS NOT NULL AND f.missing_since IS NULL AND ${ON_DISK} AND ${mayTryStep(step)}
     LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

export interface FileToTurn {
  readonly version: FileVersion;
  readonly sha256: string;
  /** Null: back to what the file says. */
  readonly turn: Orientation | null;
  /** Whether there is a larger picture of its own; else the file serves as that. */
  readonly hasPreview: boolean;
}

type Row = Parameters<typeof versionOf>[0] & Omit<FileToTurn, 'version'>;

export async function findFileToTurn(database: Queryable, id: FileId): Promise<FileToTurn | undefined> {
  const [row] = await database.query<Row[]>(
    `SELECT f.folder, f.name, f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode, f.sha256, f.turn, f.preview_as IS NULL AS "hasPreview"
     FROM catalog.files f WHERE f.id = $1 AND f.turn IS DISTINCT FROM f.shown_turn AND f.kind = 'image' AND f.has_thumbnail
       AND f.sha256 IS NOT NULL AND ${ON_DISK}`,
    [id],
  );
  if (!row) return undefined;
  const { sha256, turn, hasPreview } = row;
  return { version: versionOf(row), sha256, turn, hasPreview };
}

/** The pictures of these bytes are there, turned so; from now on they are shown. */
export async function recordTurn(
  database: DataSource,
  id: FileId,
  { sha256, turn, thumbhash }: { sha256: string; turn: Orientation | null; thumbhash: string },
): Promise<void> {
  await database.transaction((manager) =>
    changeFiles(
      manager,
      `UPDATE catalog.files f SET shown_turn = $3, thumbhash = $4, revision = f.revision + 1
       WHERE f.id = $1 AND f.sha256 = $2 AND f.has_thumbnail`,
      [id, sha256, turn, thumbhash],
    ),
  );
}
