import type { FileId } from '@hearth/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { adoptFiles } from './adoptions.js';
import { diskDigest, nsOf } from './disk-digest.js';
import { changeFiles, removeFiles } from './file-events.js';
import { libraryPath, splitLibraryPath } from './library-path.js';
import { ON_DISK } from './listed.js';
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
  /** Files that are not on the disk: they leave every list, and wait as `vanished` for what may come back. */
  readonly removed: readonly IndexedFile[];
  /** Vanished files that came back, with the path where they were found. Their look is still the one from before. */
  readonly adopted: readonly { readonly file: IndexedFile; readonly path: string }[];
  /** Rows whose digest does not say what their other columns do, or that have no time of the inode yet. */
  readonly stale: readonly { readonly file: IndexedFile; readonly ctimeMs: number | null }[];
}

export const NOTHING_CHANGED: ScanChanges = {
  moved: [],
  returned: [],
  rewritten: [],
  missing: [],
  removed: [],
  adopted: [],
  stale: [],
};

const ROWS_PER_STATEMENT = 2_000;

/**
 * Makes the catalogue's rows equal to the disk, with the events that tell of it. Some thousand rows are a transaction: what is
 * left undone by a crash is found again by the next scan. Moves that wait for each other's places are one, as they may go in circles.
 */
export async function applyScan(database: DataSource, changes: ScanChanges): Promise<void> {
  if (Object.values(changes).every((list: readonly unknown[]) => list.length === 0)) return;
  const inParts = async <T>(
    all: readonly T[],
    apply: (manager: EntityManager, some: readonly T[]) => Promise<unknown>,
  ): Promise<void> => {
    for (const some of chunks(all)) await database.transaction((manager) => apply(manager, some));
  };
  // First, since a path that is vacated may be taken by the next one.
  await inParts(changes.removed, letVanish);
  const { free, entangled } = sortMoves(changes.moved);
  await inParts(free, moveFiles);
  if (entangled.length > 0) {
    await database.transaction(async (manager) => {
      await vacate(manager, entangled);
      await moveFiles(manager, entangled);
    });
  }
  await inParts(changes.adopted, adoptFiles);
  await inParts(changes.returned, (manager, files) => setMissing(manager, files, false));
  await inParts(changes.rewritten, forgetContent);
  await inParts(changes.missing, (manager, files) => setMissing(manager, files, true));
  await inParts(changes.stale, correctDigests);
}

/** What was not listed, a film of a Live Photo say, only changes the reason; nobody is told. */
async function letVanish(manager: EntityManager, files: readonly IndexedFile[]): Promise<void> {
  await removeFiles(
    manager,
    `UPDATE catalog.files f SET unlisted_as = 'vanished', unlisted_at = now(), missing_since = NULL, revision = f.revision + 1
     WHERE f.id = ANY($1::uuid[]) AND ${ON_DISK}`,
    [idsOf(files)],
  );
}

/** Those that go where another one is to leave, or leave where another one is to go, and the others, a whole folder that was renamed say. */
function sortMoves(moves: ScanChanges['moved']): Record<'free' | 'entangled', ScanChanges['moved']> {
  const left = new Set(moves.map(({ file }) => libraryPath(file)));
  const taken = new Set(moves.map(({ path }) => path));
  const isEntangled = ({ file, path }: ScanChanges['moved'][number]) =>
    left.has(path) || taken.has(libraryPath(file));
  return { free: moves.filter((move) => !isEntangled(move)), entangled: moves.filter(isEntangled) };
}

/** Two files that took each other's names would each find the other in its place. */
async function vacate(manager: EntityManager, moves: ScanChanges['moved']): Promise<void> {
  for (const some of chunks(moves)) {
    await manager.query(
      `UPDATE catalog.files SET folder = '/moving', name = id::text WHERE id = ANY($1::uuid[])`,
      [idsOf(some.map(({ file }) => file))],
    );
  }
}

async function moveFiles(manager: EntityManager, moves: ScanChanges['moved']): Promise<void> {
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
    `UPDATE catalog.files f SET sha256 = NULL, state = 'indexing', reason = NULL, has_thumbnail = false, thumbhash = NULL, preview_as = NULL,
       turn = NULL, shown_turn = NULL, revision = f.revision + 1
     FROM unnest($1::uuid[], $2::bigint[]) AS seen (id, digest)
     WHERE f.id = seen.id AND f.disk_digest IS NOT DISTINCT FROM seen.digest AND f.sha256 IS NOT NULL`,
    [idsOf(files), files.map(({ digest }) => (digest === null ? null : String(digest)))],
  );
}

async function correctDigests(manager: EntityManager, stale: ScanChanges['stale']): Promise<void> {
  await manager.query(
    `UPDATE catalog.files f SET disk_digest = right_one.digest, ctime_ns = COALESCE(f.ctime_ns, right_one.ctime)
     FROM unnest($1::uuid[], $2::bigint[], $3::numeric[]) AS right_one (id, digest, ctime) WHERE f.id = right_one.id`,
    [
      stale.map(({ file }) => file.id),
      stale.map(({ file, ctimeMs }) => String(diskDigest(file.name, { ...file, ctimeMs }))),
      stale.map(({ ctimeMs }) => (ctimeMs === null ? null : String(nsOf(ctimeMs)))),
    ],
  );
}

function idsOf(files: readonly IndexedFile[]): FileId[] {
  return files.map(({ id }) => id);
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += ROWS_PER_STATEMENT)
    yield all.slice(from, from + ROWS_PER_STATEMENT);
}
