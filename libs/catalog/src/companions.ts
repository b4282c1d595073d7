import type { FileId } from '@hearth/contracts';
import { type Queryable, returning } from '@hearth/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { changeFiles } from './file-events.js';
import { LISTED, ON_DISK, type UnlistedAs } from './listed.js';
import { relistFiles, unlistFiles } from './unlisting.js';

/** A file of a folder, as far as it matters for what belongs together. */
export interface FolderFile {
  readonly id: FileId;
  readonly name: string;
  readonly sizeBytes: number;
  readonly durationSec: number | null;
  readonly contentId: string | null;
  /** Its content is none that its name promises. */
  readonly isUnreadable: boolean;
}

/** What belongs together in a folder. */
export interface Companionship {
  readonly pairs: readonly { readonly still: FileId; readonly film: FileId }[];
  /** Of each the file first that takes the side-car along. */
  readonly sidecars: readonly { readonly sidecar: FileId; readonly of: readonly FileId[] }[];
}

type KnownFile = FolderFile & { readonly unlistedAs: UnlistedAs | null; readonly livePhotoOf: FileId | null };

const FOLDERS_AT_ONCE = 50;
const SIDECAR_NAME = '\\.(xmp|json|aae|pp3|dop|vrd|on1)$';

/**
 * Judges the next folders anew in which something changed. Returns whether there were any. Doing it again changes nothing.
 *
 * @param decide is given pictures, films and possible side-cars of one folder
 */
export async function settleCompanions(
  database: DataSource,
  decide: (files: readonly FolderFile[]) => Companionship,
): Promise<boolean> {
  const folders = await database.query<{ folder: string }[]>(
    `SELECT DISTINCT folder FROM (SELECT folder FROM catalog.companion_changes ORDER BY id LIMIT 10000) AS next
     LIMIT ${FOLDERS_AT_ONCE}`,
  );
  for (const { folder } of folders) {
    await database.transaction(async (manager) => {
      const changed = await returning<{ sidecar_id: FileId | null }>(
        manager,
        'DELETE FROM catalog.companion_changes WHERE folder = $1 RETURNING sidecar_id',
        [folder],
      );
      const files = await findFolderFiles(manager, folder);
      const together = decide(files);
      await setPairs(manager, files, together);
      const reread = await setSidecars(manager, folder, together);
      const rewritten = changed.flatMap(({ sidecar_id: id }) => id ?? []);
      await readFactsAgain(manager, reread, rewritten);
    });
  }
  return folders.length > 0;
}

/**
 * Has the folders judged anew in which a possible side-car stands for itself beside pictures or films. For a copy that begins to scan:
 * one of an older version may have judged them before, which knew fewer kinds, and forgot what a migration had noted for this one.
 */
export async function judgeSidecarsAgain(database: Queryable): Promise<void> {
  await database.query(
    `INSERT INTO catalog.companion_changes (folder)
     SELECT s.folder FROM (SELECT DISTINCT f.folder FROM catalog.files f
       WHERE ${LISTED} AND f.kind IN ('document', 'other') AND f.name ~* '${SIDECAR_NAME}') AS s
     WHERE EXISTS (SELECT FROM catalog.files f WHERE f.folder = s.folder AND ${LISTED} AND f.kind IN ('image', 'video'))`,
  );
}

function findFolderFiles(database: Queryable, folder: string): Promise<KnownFile[]> {
  return database.query<KnownFile[]>(
    `SELECT f.id, f.name, f.size_bytes::float8 AS "sizeBytes", f.duration_sec AS "durationSec", f.content_id AS "contentId",
       f.state = 'unreadable' AS "isUnreadable",
       f.unlisted_as AS "unlistedAs", f.live_photo_of AS "livePhotoOf"
     FROM catalog.files f WHERE f.folder = $1 AND ${ON_DISK}
       AND (f.kind IN ('image', 'video') OR f.unlisted_as IS NOT NULL OR f.name ~* '${SIDECAR_NAME}')`,
    [folder],
  );
}

/** A file that was one half and is none any more stands for itself again. */
async function setPairs(
  manager: EntityManager,
  files: readonly KnownFile[],
  { pairs, sidecars }: Companionship,
): Promise<void> {
  const partners = new Map(
    pairs.flatMap(({ still, film }) => [[still, film] as const, [film, still] as const]),
  );
  const wanted = new Map<FileId, UnlistedAs>([
    ...pairs.map(({ film }) => [film, 'motion-part'] as const),
    ...sidecars.map(({ sidecar }) => [sidecar, 'sidecar'] as const),
  ]);
  const relinked = files.filter(({ id, livePhotoOf }) => livePhotoOf !== (partners.get(id) ?? null));
  if (relinked.length > 0) {
    await changeFiles(
      manager,
      `UPDATE catalog.files f SET live_photo_of = pair.other, revision = f.revision + 1
       FROM unnest($1::uuid[], $2::uuid[]) AS pair (id, other) WHERE f.id = pair.id`,
      [relinked.map(({ id }) => id), relinked.map(({ id }) => partners.get(id) ?? null)],
    );
  }
  for (const as of ['motion-part', 'sidecar'] as const) {
    const ofThis = (id: FileId): boolean => wanted.get(id) === as;
    const alone = files.filter(({ id, unlistedAs }) => unlistedAs === as && !ofThis(id));
    if (alone.length > 0) await relistFiles(manager, idsOf(alone), as);
    const joined = files.filter(({ id, unlistedAs }) => unlistedAs === null && ofThis(id));
    if (joined.length > 0) await unlistFiles(manager, idsOf(joined), as);
  }
}

interface Edge {
  readonly sidecar: FileId;
  readonly file: FileId;
  readonly isOwner: boolean;
}

/** Returns the files that have another side-car now, or one less. */
async function setSidecars(
  manager: EntityManager,
  folder: string,
  { sidecars }: Companionship,
): Promise<FileId[]> {
  const wanted = new Map<string, Edge>();
  for (const { sidecar, of } of sidecars) {
    of.forEach((file, place) => wanted.set(`${sidecar} ${file}`, { sidecar, file, isOwner: place === 0 }));
  }
  const known = await manager.query<Edge[]>(
    // What lies in the bin stays together there.
    ['file_id', 'sidecar_id']
      .map(
        (
          side,
        ) => `SELECT s.sidecar_id AS sidecar, s.file_id AS file, s.is_owner AS "isOwner" FROM catalog.files f
          JOIN catalog.sidecars s ON s.${side} = f.id WHERE f.folder = $1 AND ${ON_DISK}`,
      )
      .join(' UNION '),
    [folder],
  );
  const kept = new Set(known.map(keyOf).filter((key) => wanted.has(key)));
  const gone = known.filter((edge) => !wanted.has(keyOf(edge)));
  const added = [...wanted.values()].filter((edge) => !kept.has(keyOf(edge)));
  if (gone.length > 0) {
    await manager.query(
      `DELETE FROM catalog.sidecars s USING unnest($1::uuid[], $2::uuid[]) AS gone (sidecar, file)
       WHERE s.sidecar_id = gone.sidecar AND s.file_id = gone.file`,
      [gone.map(({ sidecar }) => sidecar), gone.map(({ file }) => file)],
    );
  }
  if (wanted.size > 0) {
    const edges = [...wanted.values()];
    await manager.query(
      `INSERT INTO catalog.sidecars AS s (sidecar_id, file_id, is_owner) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::boolean[])
       ON CONFLICT (file_id, sidecar_id) DO UPDATE SET is_owner = EXCLUDED.is_owner WHERE s.is_owner <> EXCLUDED.is_owner`,
      [
        edges.map(({ sidecar }) => sidecar),
        edges.map(({ file }) => file),
        edges.map(({ isOwner }) => isOwner),
      ],
    );
  }
  return [...new Set([...gone, ...added].map(({ file }) => file))];
}

function keyOf({ sidecar, file }: Edge): string {
  return `${sidecar} ${file}`;
}

/** Has the facts of files read once more whose side-cars are others, and of those that tell of side-cars whose bytes are others. */
export async function readFactsAgain(
  database: Queryable,
  files: readonly FileId[],
  sidecars: readonly FileId[] = [],
): Promise<void> {
  if (files.length + sidecars.length === 0) return;
  await database.query(
    `UPDATE catalog.files SET facts_version = 0 WHERE state = 'ready' AND facts_version > 0
       AND (id = ANY($1::uuid[]) OR id IN (SELECT file_id FROM catalog.sidecars WHERE sidecar_id = ANY($2::uuid[])))`,
    [files, sidecars],
  );
}

/** The paths of the side-cars of each of these files, the ones to be trusted most first. Some hundred at once. */
export async function findSidecarPaths(
  database: Queryable,
  ids: readonly FileId[],
): Promise<Map<FileId, string[]>> {
  const rows = await database.query<{ file: FileId; path: string }[]>(
    `SELECT s.file_id AS file, CASE WHEN f.folder = '' THEN f.name ELSE f.folder || '/' || f.name END AS path
     FROM catalog.sidecars s JOIN catalog.files f ON f.id = s.sidecar_id
     WHERE s.file_id = ANY($1::uuid[]) AND ${ON_DISK} ORDER BY lower(right(f.name, 4)) DESC, f.name`,
    [ids],
  );
  const paths = new Map<FileId, string[]>();
  for (const { file, path } of rows) paths.set(file, [...(paths.get(file) ?? []), path]);
  return paths;
}

function idsOf(files: readonly KnownFile[]): FileId[] {
  return files.map(({ id }) => id);
}
