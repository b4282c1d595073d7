import { posix } from 'node:path';
import type { Client } from 'pg';
import type { Access, AccessByPath } from './access-log-line.js';

/**
 * Finds the files that are known by where they lie. What lies nowhere (any more), as far as we were told, is left out.
 * Televisions ask a few times a minute, so this goes without an index of its own.
 */
export async function withFileIds(
  client: Client,
  accesses: readonly (Access | AccessByPath)[],
): Promise<Access[]> {
  const paths = [...new Set(accesses.flatMap((one) => ('libraryPath' in one ? [one.libraryPath] : [])))];
  const known = paths.length === 0 ? new Map<string, string>() : await findFiles(client, paths);
  return accesses.flatMap((one) => {
    if (!('libraryPath' in one)) return [one];
    const { libraryPath, ...access } = one;
    const fileId = known.get(libraryPath);
    return fileId === undefined ? [] : [{ ...access, fileId }];
  });
}

async function findFiles(client: Client, paths: readonly string[]): Promise<Map<string, string>> {
  const places = paths.map((path) => {
    const folder = posix.dirname(path);
    return { path, folder: folder === '.' ? '' : folder, name: posix.basename(path) };
  });
  const { rows } = await client.query<{ path: string; file_id: string }>(
    `SELECT w.path, f.file_id FROM unnest($1::text[], $2::text[], $3::text[]) AS w (path, folder, name)
     JOIN analytics.files f ON f.name = w.name AND f.folder = w.folder AND f.removed_at IS NULL`,
    [places.map(({ path }) => path), places.map(({ folder }) => folder), places.map(({ name }) => name)],
  );
  return new Map(rows.map(({ path, file_id }) => [path, file_id]));
}
