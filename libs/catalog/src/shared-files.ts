import type { AlbumId, FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { narrowConditions } from './files-conditions.js';
import type { AddValue } from './files-filter.js';

/** What a share link leads to: certain files, a folder with all below it, or an album. None of them: nothing. */
export interface SharedScope {
  readonly fileIds?: readonly FileId[] | undefined;
  readonly folder?: string | undefined;
  readonly albumId?: AlbumId | undefined;
}

/** As the list of files is narrowed; undefined where nothing is shared. */
export function filterOf({ fileIds, folder, albumId }: SharedScope) {
  if (!fileIds && !folder && !albumId) return undefined;
  return { ids: fileIds, under: folder, albumId };
}

/** Whether a file may be fetched by a guest: it is listed and in what was shared, or it is the film of such a Live Photo. */
export async function isShared(database: Queryable, scope: SharedScope, id: FileId): Promise<boolean> {
  const { where, values, add } = conditionsOf(scope);
  const rows = await database.query<unknown[]>(
    `SELECT FROM catalog.files f WHERE ${where} AND (f.id = ${add(id)} OR f.id = (
       SELECT m.live_photo_of FROM catalog.files m WHERE m.id = ${add(id)} AND m.unlisted_as = 'motion-part')) LIMIT 1`,
    values,
  );
  return rows.length > 0;
}

/** What a link holds, of these files alone where they are given. */
export async function sumUpShared(
  database: Queryable,
  scope: SharedScope,
  among?: readonly FileId[],
): Promise<{ files: number; sizeBytes: number }> {
  const { where, values, add } = conditionsOf(scope);
  const [row] = await database.query<[{ files: string; size_bytes: string }]>(
    `SELECT count(*) AS files, COALESCE(sum(f.size_bytes), 0) AS size_bytes FROM catalog.files f
     WHERE ${where}${among ? ` AND f.id = ANY(${add(among)}::uuid[])` : ''}`,
    values,
  );
  return { files: Number(row.files), sizeBytes: Number(row.size_bytes) };
}

function conditionsOf(scope: SharedScope): { where: string; values: unknown[]; add: AddValue } {
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const filter = filterOf(scope);
  return { where: filter ? narrowConditions(filter, add).join(' AND ') : 'false', values, add };
}
