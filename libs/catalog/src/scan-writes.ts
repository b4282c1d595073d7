import type { FileId } from '@hearth/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { diskDigest } from './disk-digest.js';
import { changeFiles, removeFiles } from './file-events.js';
import { splitLibraryPath } from './library-path.js';
import type { IndexedFile } from './scan-reads.js';

/** What a scan found out about rows that are there already. */
export interface ScanChanges {
  readonly moved: readonly { readonly file: IndexedFile; readonly path: string }[];
  /** Missing files that are back. */
  readonly returned: readonly IndexedFile[];
  /** Files whose size or time is another one on the disk: nobody knows their bytes until they are read again. */
  readonly rewritten: readonly IndexedFile[];
  /** Files that are not on the disk, to be kept until somebody confirms that. */
  readonly missing: readonly IndexedFile[];
  /** Files that are not on the disk and leave the catalogue. */
  readonly removed: readonly IndexedFile[];
  /** Rows whose digest does not say what their other columns do. */
  readonly stale: readonly IndexedFile[];
}

const ROWS_PER_STATEMENT = 2_000;

/** Makes the catalogue's rows equal to the disk, with the events that tell of it, in one transaction. */
export async function applyScan(database: DataSource, changes: ScanChanges): Promise<void> {
  if (Object.values(changes).every((list: readonly unknown[]) => list.length === 0)) return;
  await database.transaction(async (manager) => {
    // First, since a path that is vacated may be taken by the next one.
    for (const files of chunks(changes.removed)) await deleteFiles(manager, files);
    if (changes.moved.length > 0) await moveFiles(manager, changes.moved);
    for (const files of chunks(changes.returned)) await setMissing(manager, files, false);
    for (const files of chunks(changes.rewritten)) await forgetContent(manager, files);
    for (const files of chunks(changes.missing)) await setMissing(manager, files, true);
    for (const files of chunks(changes.stale)) await correctDigests(manager, files);
  });
}

async function deleteFiles(manager: EntityManager, files: readonly IndexedFile[]): Promise<void> {
  await removeFiles(manager, 'DELETE FROM catalog.files f WHERE f.id = ANY($1::uuid[])', [idsOf(files)]);
}

async function moveFiles(manager: EntityManager, moves: ScanChanges['moved']): Promise<void> {
  // Two files that took each other's names would each find the other in its place.
  for (const some of chunks(moves)) {
    await manager.query(
      `UPDATE catalog.files SET folder = '/moving', name = id::text WHERE id = ANY($1::uuid[])`,
      [idsOf(some.map(({ file }) => file))],
    );
  }
  for (const some of chunks(moves)) {
    const places = some.map(({ path }) => splitLibraryPath(path));
    await changeFiles(
      manager,
      `UPDATE catalog.files f SET folder = place.folder, name = place.name, disk_digest = place.digest,
         missing_since = NULL, revision = f.revision + 1
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) AS place (id, folder, name, digest)
       WHERE f.id = place.id`,
      [
        some.map(({ file }) => file.id),
        places.map(({ folder }) => folder),
        places.map(({ name }) => name),
        some.map(({ file }, at) => String(diskDigest(places[at]?.name ?? '', file))),
      ],
    );
  }
}

async function setMissing(
  manager: EntityManager,
  files: readonly IndexedFile[],
  isMissing: boolean,
): Promise<void> {
  await manager.query(
    `UPDATE catalog.files SET missing_since = ${isMissing ? 'COALESCE(missing_since, now())' : 'NULL'}
     WHERE id = ANY($1::uuid[])`,
    [idsOf(files)],
  );
}

/** The digest sees to that a row that was brought up to date meanwhile stays as it is. */
async function forgetContent(manager: EntityManager, files: readonly IndexedFile[]): Promise<void> {
  await changeFiles(
    manager,
    `UPDATE catalog.files f SET sha256 = NULL, state = 'indexing', reason = NULL, has_thumbnail = false, thumbhash = NULL,
       revision = f.revision + 1
     FROM unnest($1::uuid[], $2::bigint[]) AS seen (id, digest)
     WHERE f.id = seen.id AND f.disk_digest IS NOT DISTINCT FROM seen.digest AND f.sha256 IS NOT NULL`,
    [idsOf(files), files.map(({ digest }) => (digest === null ? null : String(digest)))],
  );
}

async function correctDigests(manager: EntityManager, files: readonly IndexedFile[]): Promise<void> {
  await manager.query(
    `UPDATE catalog.files f SET disk_digest = right_one.digest
     FROM unnest($1::uuid[], $2::bigint[]) AS right_one (id, digest) WHERE f.id = right_one.id`,
    [idsOf(files), files.map((file) => String(diskDigest(file.name, file)))],
  );
}

function idsOf(files: readonly IndexedFile[]): FileId[] {
  return files.map(({ id }) => id);
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += ROWS_PER_STATEMENT)
    yield all.slice(from, from + ROWS_PER_STATEMENT);
}
