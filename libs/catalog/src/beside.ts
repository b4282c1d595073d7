import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { LOCATION, type LocatedFile } from './file-record.js';
import { ON_DISK, SERVED } from './listed.js';

export interface FileBeside extends LocatedFile {
  readonly id: FileId;
}

/** More of them beside one film are not read. */
const MOST_BESIDE = 50;

/**
 * What lies in the folder of a file that may be asked for, under its name with one of these endings (in small letters): `film.srt` and
 * `film.en.srt` beside `film.mkv`. Undefined where there is no such file.
 */
export async function findBeside(
  database: Queryable,
  id: FileId,
  endings: readonly string[],
): Promise<{ stem: string; files: FileBeside[] } | undefined> {
  const [of] = await database.query<{ folder: string; name: string }[]>(
    `SELECT f.folder, f.name FROM catalog.files f WHERE f.id = $1 AND ${SERVED}`,
    [id],
  );
  if (!of) return undefined;
  const stem = of.name.replace(/\.[^.]*$/, '');
  const files = await database.query<FileBeside[]>(
    `SELECT f.id, ${LOCATION} FROM catalog.files f
     WHERE f.folder = $1 AND starts_with(lower(f.name), lower($2) || '.') AND lower(substring(f.name FROM '[^.]*$')) = ANY($3::text[])
       AND f.missing_since IS NULL AND ${ON_DISK} ORDER BY f.name LIMIT ${MOST_BESIDE}`,
    [of.folder, stem, endings],
  );
  return { stem, files };
}
