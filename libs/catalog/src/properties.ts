import type { FileId } from '@hearth/contracts';
import { type Queryable, returning } from '@hearth/platform';

/** What a program says of a file or folder, and wants to hear again as it said it: dead properties (RFC 4918, section 4.2). */
export interface SaidProperty {
  /** Empty for none. */
  readonly namespace: string;
  readonly name: string;
  /** The whole element. */
  readonly xml: string;
}

/** A file keeps them wherever it is moved; a folder is known by its path. */
export type PropertyHolder = { readonly fileId: FileId } | { readonly folder: string };

/** One holder has no more. */
export const MOST_PROPERTIES = 200;

const HELD = '(file_id = $1::uuid OR folder = $2::text)';

/** Of each of these files and folders, a page of them at once. Keys are ids of files, and paths of folders with a slash before them. */
export async function findProperties(
  database: Queryable,
  files: readonly FileId[],
  folders: readonly string[],
): Promise<Map<string, SaidProperty[]>> {
  const rows = await database.query<(SaidProperty & { key: string })[]>(
    `SELECT COALESCE(file_id::text, '/' || folder) AS key, namespace, name, xml FROM catalog.properties
     WHERE file_id = ANY($1::uuid[]) OR folder = ANY($2::text[]) ORDER BY namespace, name`,
    [files, folders],
  );
  const found = new Map<string, SaidProperty[]>();
  for (const { key, ...property } of rows) found.set(key, [...(found.get(key) ?? []), property]);
  return found;
}

/** Sets some and takes others away. False where these would be too many; in a transaction of the caller's. */
export async function changeProperties(
  database: Queryable,
  holder: PropertyHolder,
  changes: readonly { readonly namespace: string; readonly name: string; readonly xml: string | null }[],
): Promise<boolean> {
  const keys = keysOf(holder);
  for (const { namespace, name, xml } of changes) {
    await database.query(`DELETE FROM catalog.properties WHERE ${HELD} AND namespace = $3 AND name = $4`, [
      ...keys,
      namespace,
      name,
    ]);
    if (xml === null) continue;
    const added = await returning(
      database,
      `INSERT INTO catalog.properties (file_id, folder, namespace, name, xml)
       SELECT $1::uuid, $2::text, $3, $4, $5 WHERE (SELECT count(*) FROM catalog.properties WHERE ${HELD}) < ${MOST_PROPERTIES}
       ON CONFLICT DO NOTHING RETURNING name`,
      [...keys, namespace, name, xml],
    );
    if (added.length === 0) return false;
  }
  return true;
}

/** What is said of one is said of the other, too. */
export async function copyProperties(
  database: Queryable,
  from: PropertyHolder,
  to: PropertyHolder,
): Promise<void> {
  await database.query(
    `INSERT INTO catalog.properties (file_id, folder, namespace, name, xml)
     SELECT $3::uuid, $4::text, namespace, name, xml FROM catalog.properties WHERE ${HELD} ON CONFLICT DO NOTHING`,
    [...keysOf(from), ...keysOf(to)],
  );
}

/** Of a folder, and of those below it. */
export async function forgetFolderProperties(database: Queryable, folder: string): Promise<void> {
  await database.query(`DELETE FROM catalog.properties WHERE ${UNDER}`, [folder]);
}

/** A folder has another path now, and those below it. */
export async function moveFolderProperties(database: Queryable, from: string, to: string): Promise<void> {
  await forgetFolderProperties(database, to);
  await database.query(
    `UPDATE catalog.properties SET folder = $2::text || substr(folder, length($1::text) + 1) WHERE ${UNDER}`,
    [from, to],
  );
}

const UNDER = `(folder = $1::text OR folder ~>=~ ($1::text || '/') AND folder ~<~ ($1::text || '0'))`;

function keysOf(holder: PropertyHolder): [FileId | null, string | null] {
  return 'fileId' in holder ? [holder.fileId, null] : [null, holder.folder];
}
