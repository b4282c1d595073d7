import { libraryPath, pictureOf, type LocatedFile } from '@hearth/catalog';
import { servedTypeOf } from './content-type.js';

/** All that a request for a file's bytes needs to know. */
export interface FileLocation {
  /** nginx's internal address of the file. */
  readonly accelPath: string;
  readonly name: string;
  /** Inside the library, folders joined by `/`. */
  readonly path: string;
  /** Undefined while the file on the disk is another one than the catalogue knows: only nginx, which opens it, can say. */
  readonly sizeBytes: number | undefined;
  /** When the bytes that are described here were last changed. */
  readonly mtimeNs: bigint;
  /** When the inode was last changed; undefined where that was not kept. */
  readonly ctimeNs: bigint | undefined;
  readonly contentType: string;
  /** Whether a browser may show it in place. */
  readonly isShown: boolean;
  /** Strong, by content; none before the file has been fingerprinted. */
  readonly etag: string | undefined;
  readonly lastModified: string;
  /** Names the pictures that were made of it; none if there is no thumbnail. */
  readonly pictureOf: string | undefined;
  /** Whether an image of its own was made as the preview; else the file itself serves. */
  readonly hasPreview: boolean;
  /** The last scan did not find it on the disk. */
  readonly isMissing: boolean;
}

export function locationOf(row: LocatedFile): FileLocation {
  const { sha256, shown_turn: shownTurn } = row;
  return {
    accelPath: `/_library/${libraryPath(row).split('/').map(encodeURIComponent).join('/')}`,
    name: row.name,
    path: libraryPath(row),
    sizeBytes: Number(row.size_bytes),
    mtimeNs: BigInt(row.mtime_ns),
    ctimeNs: row.ctime_ns === null ? undefined : BigInt(row.ctime_ns),
    ...servedTypeOf(row.mime_type),
    etag: row.sha256 === null ? undefined : `"${row.sha256}"`,
    lastModified: row.modified_at.toUTCString(),
    pictureOf: row.has_thumbnail && sha256 !== null ? pictureOf({ sha256, shownTurn }) : undefined,
    hasPreview: row.preview_as === null || shownTurn !== null,
    isMissing: row.missing_since !== null,
  };
}

/**
 * The file as it is on the disk now. Where other bytes have taken its place, neither the entity tag nor the size of those that
 * were indexed may be said of them: a client would join two files into one (RFC 9110, section 8.8.1).
 */
export function locationOnDisk(
  indexed: FileLocation,
  { size, mtimeNs, ctimeNs }: { readonly size: bigint; readonly mtimeNs: bigint; readonly ctimeNs: bigint },
): FileLocation {
  const isSameInode = indexed.ctimeNs === undefined || isSameTime(indexed.ctimeNs, ctimeNs);
  const isSame = isSameInode && isSameTime(indexed.mtimeNs, mtimeNs) && indexed.sizeBytes === Number(size);
  if (isSame) return indexed;
  const lastModified = new Date(Number(mtimeNs / 1_000_000n)).toUTCString();
  return { ...indexed, sizeBytes: undefined, mtimeNs, ctimeNs, etag: undefined, lastModified };
}

/** Some times were written down as doubles, which are exact to a quarter of a microsecond. */
function isSameTime(a: bigint, b: bigint): boolean {
  return a - b < 1_000n && b - a < 1_000n;
}
