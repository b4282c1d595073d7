import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { EntityManager } from 'typeorm';
import { diskDigest, mtimeMsOf } from './disk-digest.js';
import { addFiles, changeFiles, removeFiles } from './file-events.js';
import { isUnder } from './files-conditions.js';
import { LISTED, ON_DISK } from './listed.js';

/** Where a file lies now. What stat() says of it is there where the move had to copy it. */
export interface MovedFile {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly copy?: { readonly mtimeNs: bigint; readonly inode: bigint } | undefined;
}

interface Bytes {
  id: FileId;
  size_bytes: string;
  mtime_ns: string;
  inode: string;
}

const SET_PLACE = `folder = place.folder, name = place.name, disk_digest = place.digest, inode = place.inode,
  mtime_ns = place.mtime_ns, ctime_ns = NULL, missing_since = NULL`;
const PLACES = `unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::numeric[], $6::numeric[])
  AS place (id, folder, name, digest, inode, mtime_ns)`;

/** Writes down where files lie now and tells of it, in the transaction of the caller. At most a few thousand at once. */
export async function recordMovedFiles(manager: EntityManager, files: readonly MovedFile[]): Promise<void> {
  const places = await takePlaces(manager, files);
  await changeFiles(
    manager,
    `UPDATE catalog.files f SET ${SET_PLACE}, revision = f.revision + 1 FROM ${PLACES}
     WHERE f.id = place.id AND f.unlisted_as IS DISTINCT FROM 'vanished'`,
    places,
  );
  // A scan found it at neither place.
  await addFiles(
    manager,
    `UPDATE catalog.files f SET ${SET_PLACE}, unlisted_as = NULL, unlisted_at = NULL, revision = f.revision + 2 FROM ${PLACES}
     WHERE f.id = place.id AND f.unlisted_as = 'vanished'`,
    places,
  );
}

/** The same for files that come back out of the bin; they are what they were before. */
export async function recordRestoredFiles(
  manager: EntityManager,
  files: readonly MovedFile[],
): Promise<void> {
  const places = await takePlaces(manager, files);
  await addFiles(
    manager,
    // Two ahead: the event that told of its leaving had a revision of its own.
    `UPDATE catalog.files f SET ${SET_PLACE}, unlisted_as = f.binned_from, binned_from = NULL, binned_with = NULL,
       unlisted_at = CASE WHEN f.binned_from IS NOT NULL THEN f.unlisted_at END, revision = f.revision + 2
     FROM ${PLACES} WHERE f.id = place.id AND f.unlisted_as = 'binned'`,
    places,
  );
}

/** These lie in the bin now. `withFile` is the file that a side-car or film went there with. */
export async function recordBinnedFiles(
  manager: EntityManager,
  files: readonly { readonly id: FileId; readonly withFile: FileId | null }[],
): Promise<void> {
  const parameters = [files.map(({ id }) => id), files.map(({ withFile }) => withFile)];
  const set = `UPDATE catalog.files f SET unlisted_as = 'binned', unlisted_at = now(), missing_since = NULL,
      binned_with = binned.with_file, revision = f.revision + 1`;
  const from = 'FROM unnest($1::uuid[], $2::uuid[]) AS binned (id, with_file) WHERE f.id = binned.id';
  await removeFiles(manager, `${set} ${from} AND ${LISTED}`, parameters);
  // Nobody was ever told of these.
  await manager.query(
    `${set}, binned_from = NULLIF(f.unlisted_as, 'vanished') ${from} AND f.unlisted_as <> 'binned'`,
    parameters,
  );
}

/** These are deleted for good, with their tags and their places in albums. */
export async function recordPurgedFiles(manager: EntityManager, ids: readonly FileId[]): Promise<void> {
  await removeFiles(manager, 'DELETE FROM catalog.files f WHERE f.id = ANY($1::uuid[])', [ids]);
}

/** Gives the next files of a folder, with those below it, their new place. Returns how many these were; 0 when all have it. */
export async function recordMovedFolder(
  manager: EntityManager,
  { from, to, limit }: { from: string; to: string; limit: number },
): Promise<number> {
  const moved = await changeFiles(
    manager,
    `UPDATE catalog.files f SET folder = $2::text || substr(f.folder, length($1::text) + 1), missing_since = NULL,
       revision = f.revision + 1
     WHERE f.id IN (SELECT f.id FROM catalog.files f WHERE ${isUnder('$1')} LIMIT $3)`,
    [from, to, limit],
  );
  return moved.length;
}

/** How many files `recordMovedFolder` has before it. */
export async function countFolderRows(database: Queryable, folder: string): Promise<number> {
  const [row] = await database.query<{ files: number }[]>(
    `SELECT count(*)::int AS files FROM catalog.files f WHERE ${isUnder('$1')}`,
    [folder],
  );
  return row?.files ?? 0;
}

/**
 * A scan may have found a folder at its new place before its rows were there, and have taken what lies in it for new files. The
 * files keep the ids they had: the others go.
 */
export async function removeDoublesOfFolder(
  manager: EntityManager,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await removeFiles(
    manager,
    `DELETE FROM catalog.files f USING catalog.files former
     WHERE ${isUnder('$2')} AND ${ON_DISK} AND former.folder = $1::text || substr(f.folder, length($2::text) + 1)
       AND former.name = f.name AND former.id <> f.id`,
    [from, to],
  );
}

/** Locks the rows, clears their new paths, and gives the parameters of `PLACES`. */
async function takePlaces(manager: EntityManager, files: readonly MovedFile[]): Promise<unknown[]> {
  const rows = await manager.query<Bytes[]>(
    `SELECT f.id, f.size_bytes, f.mtime_ns, f.inode FROM catalog.files f WHERE f.id = ANY($1::uuid[])
     ORDER BY f.id FOR UPDATE`,
    [files.map(({ id }) => id)],
  );
  const bytes = new Map(rows.map((row) => [row.id, row]));
  const known = files.filter(({ id }) => bytes.has(id));
  await clearPaths(manager, known);
  const digests = known.map(({ id, name, copy }) => {
    const { size_bytes: size, mtime_ns: mtimeNs, inode } = bytes.get(id) as Bytes;
    const look = {
      sizeBytes: Number(size),
      mtimeMs: mtimeMsOf(copy?.mtimeNs ?? BigInt(mtimeNs)),
      inode: Number(copy?.inode ?? inode),
      // Another one since it was moved: the next look at the disk says which.
      ctimeMs: null,
    };
    return String(diskDigest(name, look));
  });
  return [
    known.map(({ id }) => id),
    known.map(({ folder }) => folder),
    known.map(({ name }) => name),
    digests,
    known.map(({ id, copy }) => String(copy?.inode ?? bytes.get(id)?.inode)),
    known.map(({ id, copy }) => String(copy?.mtimeNs ?? bytes.get(id)?.mtime_ns)),
  ];
}

/**
 * What the catalogue has at these paths is not what lies there: the file itself, which a scan saw there first, as a new one;
 * or one that was taken away, which waits for its return as any that vanished.
 */
async function clearPaths(manager: EntityManager, files: readonly MovedFile[]): Promise<void> {
  const other = `FROM unnest($1::uuid[], $2::text[], $3::text[]) AS place (id, folder, name)
    JOIN catalog.files moved ON moved.id = place.id
    WHERE f.folder = place.folder AND f.name = place.name AND f.id <> ALL($1::uuid[]) AND ${ON_DISK}`;
  const parameters = [
    files.map(({ id }) => id),
    files.map(({ folder }) => folder),
    files.map(({ name }) => name),
  ];
  await removeFiles(
    manager,
    `DELETE FROM catalog.files f USING ${other.slice('FROM '.length)} AND f.inode = moved.inode`,
    parameters,
  );
  await removeFiles(
    manager,
    `UPDATE catalog.files f SET unlisted_as = 'vanished', unlisted_at = now(), revision = f.revision + 1 ${other}`,
    parameters,
  );
}
