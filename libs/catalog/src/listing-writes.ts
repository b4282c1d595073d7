import type { FileId, FileKind } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { diskDigest, nsOf, type DiskLook } from './disk-digest.js';
import { addFiles } from './file-events.js';
import { splitLibraryPath } from './library-path.js';
import { ON_DISK } from './listed.js';

/** A file that a scan found, with what its name promises. */
export interface NewFile extends DiskLook {
  readonly path: string;
  readonly newId: FileId;
  readonly kind: FileKind;
  readonly mimeType: string;
}

const ROWS_PER_STATEMENT = 2_000;

/** Lists files before anything of their content is known, and tells of them. Those that are known are left as they are. */
export async function listNewFiles(database: DataSource, files: readonly NewFile[]): Promise<void> {
  for (let from = 0; from < files.length; from += ROWS_PER_STATEMENT) {
    const rows = files.slice(from, from + ROWS_PER_STATEMENT).map(rowOf);
    await database.transaction((manager) =>
      addFiles(
        manager,
        `INSERT INTO catalog.files AS f (id, folder, name, kind, mime_type, size_bytes, mtime_ns, ctime_ns, inode, modified_at, disk_digest)
         SELECT n.id, n.folder, n.name, n.kind, n.mime, n.size, n.mtime, n.ctime, n.inode, to_timestamp(n.modified), n.digest
         FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, folder text, name text, kind text, mime text, size bigint, mtime numeric,
           ctime numeric, inode numeric, modified double precision, digest bigint)
         ON CONFLICT (folder, name) WHERE ${ON_DISK.replaceAll('f.', '')} DO NOTHING`,
        [JSON.stringify(rows)],
      ),
    );
  }
}

function rowOf({ path, newId, kind, mimeType, ...look }: NewFile): object {
  const { folder, name } = splitLibraryPath(path);
  return {
    ...{ id: newId, folder, name, kind, mime: mimeType, size: look.sizeBytes, inode: look.inode },
    ...{
      mtime: String(nsOf(look.mtimeMs)),
      ctime: look.ctimeMs === null ? null : String(nsOf(look.ctimeMs)),
    },
    ...{ modified: look.mtimeMs / 1000, digest: String(diskDigest(name, look)) },
  };
}
