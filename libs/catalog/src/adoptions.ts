import type { FileId } from '@hearth/contracts';
import { type Queryable, returning } from '@hearth/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { addFiles, removeFiles } from './file-events.js';
import { diskDigest } from './disk-digest.js';
import { splitLibraryPath } from './library-path.js';
import type { IndexedFile } from './scan-reads.js';

/** How long a file that vanished may come back under its old id. */
export const VANISHED_KEPT = '30 days';
/** A copy that is followed by the removal of its original is a move; so long the two may be apart. */
const COPY_BEFORE = '15 minutes';

/** Gives vanished files that were found on the disk their place in the lists again, under their old ids. */
export async function adoptFiles(
  manager: EntityManager,
  found: readonly { readonly file: IndexedFile; readonly path: string }[],
): Promise<void> {
  const places = found.map(({ path }) => splitLibraryPath(path));
  await addFiles(
    manager,
    // Two ahead: the event that told of its leaving had a revision of its own.
    `UPDATE catalog.files f SET folder = place.folder, name = place.name, disk_digest = place.digest, unlisted_as = NULL,
       unlisted_at = NULL, missing_since = NULL, revision = f.revision + 2
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) AS place (id, folder, name, digest)
     WHERE f.id = place.id AND f.unlisted_as = 'vanished'`,
    [
      found.map(({ file }) => file.id),
      places.map(({ folder }) => folder),
      places.map(({ name }) => name),
      found.map(({ file }, at) => String(diskDigest(places[at]?.name ?? '', file))),
    ],
  );
}

interface Pair {
  readonly vanished: FileId;
  readonly copy: FileId;
}

/**
 * Files that vanished and whose bytes lie elsewhere now, as `cp -p` and `rm` leave them: the row of the copy, which nobody
 * has done anything with yet, gives its place to the older one with its history. Of the copies only those that are about as
 * young as the loss, or younger: an old duplicate is a file of its own.
 *
 * @param digests of what vanished or was fingerprinted just now
 */
export async function adoptByContent(database: DataSource, digests: readonly string[]): Promise<number> {
  if (digests.length === 0) return 0;
  // Without a lock first: nearly always there is none.
  if ((await findPairs(database, digests)).length === 0) return 0;
  return database.transaction((manager) => adoptByContentWithin(manager, digests));
}

/** The same in the transaction of the caller. */
export async function adoptByContentWithin(
  manager: EntityManager,
  digests: readonly string[],
): Promise<number> {
  if (digests.length === 0 || (await findPairs(manager, digests)).length === 0) return 0;
  const pairs = await findPairs(manager, digests, 'FOR UPDATE OF v, f');
  for (const pair of pairs) await replaceCopy(manager, pair);
  return pairs.length;
}

const PAIRS_AT_ONCE = 500;

async function findPairs(database: Queryable, digests: readonly string[], lock = ''): Promise<Pair[]> {
  const rows = await database.query<Pair[]>(
    `SELECT v.id AS vanished, f.id AS copy FROM catalog.files v JOIN catalog.files f ON f.sha256 = v.sha256
     WHERE v.sha256 = ANY($1::text[]) AND v.unlisted_as = 'vanished' AND f.unlisted_as IS NULL AND f.missing_since IS NULL
       AND f.created_at > v.unlisted_at - interval '${COPY_BEFORE}' AND f.created_at > v.created_at
       AND f.uploaded_by IS NULL AND f.tags = '{}' AND NOT f.favourite
     ORDER BY v.unlisted_at DESC, (f.name = v.name) DESC, f.id LIMIT ${PAIRS_AT_ONCE} ${lock}`,
    [digests],
  );
  const taken = new Set<FileId>();
  return rows.filter(({ vanished, copy }) => {
    if (taken.has(vanished) || taken.has(copy)) return false;
    taken.add(vanished).add(copy);
    return true;
  });
}

async function replaceCopy(manager: EntityManager, { vanished, copy }: Pair): Promise<void> {
  const [place] = await returning<Record<string, unknown>>(
    manager,
    `UPDATE catalog.files f SET unlisted_as = 'vanished', unlisted_at = now() WHERE f.id = $1
     RETURNING f.folder, f.name, f.modified_at, f.mtime_ns, f.ctime_ns, f.inode, f.disk_digest`,
    [copy],
  );
  if (!place) return;
  await removeFiles(manager, 'DELETE FROM catalog.files f WHERE f.id = $1', [copy]);
  await addFiles(
    manager,
    `UPDATE catalog.files f SET folder = $2, name = $3, modified_at = $4, mtime_ns = $5, ctime_ns = $6, inode = $7,
       disk_digest = $8, unlisted_as = NULL, unlisted_at = NULL, revision = f.revision + 2 WHERE f.id = $1`,
    [
      vanished,
      ...[place['folder'], place['name'], place['modified_at'], place['mtime_ns'], place['ctime_ns']],
      ...[place['inode'], place['disk_digest']],
    ],
  );
}

/** Ends the wait of files that vanished long ago; returns how many these were, at most some thousand at a time. */
export async function forgetLongVanished(database: Queryable, limit = 2_000): Promise<number> {
  const gone = await returning<{ id: FileId }>(
    database,
    `DELETE FROM catalog.files f WHERE f.id IN (
       SELECT v.id FROM catalog.files v WHERE v.unlisted_as = 'vanished' AND v.unlisted_at < now() - interval '${VANISHED_KEPT}'
       LIMIT $1) RETURNING f.id`,
    [limit],
  );
  return gone.length;
}

/** The digests of the contents of these files, as far as they are known. */
export async function findDigests(database: Queryable, ids: readonly FileId[]): Promise<string[]> {
  const rows = await database.query<{ sha256: string }[]>(
    'SELECT DISTINCT sha256 FROM catalog.files WHERE id = ANY($1::uuid[]) AND sha256 IS NOT NULL',
    [ids],
  );
  return rows.map(({ sha256 }) => sha256);
}
