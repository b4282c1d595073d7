import { libraryPath, type FileRecord } from '@hearth/catalog';
import { servedTypeOf } from './content-type.js';

/** All that a request for a file's bytes needs to know. */
export interface FileLocation {
  /** nginx's internal address of the file. */
  readonly accelPath: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Whether a browser may show it in place. */
  readonly isShown: boolean;
  /** Strong, by content; none before the file has been fingerprinted. */
  readonly etag: string | undefined;
  readonly lastModified: string;
  /** The content that the thumbnail was made of; none if there is no thumbnail. */
  readonly pictureOf: string | undefined;
  /** The last scan did not find it on the disk. */
  readonly isMissing: boolean;
}

export const LOCATION_COLUMNS = [
  'folder',
  'name',
  'mime_type',
  'size_bytes',
  'modified_at',
  'sha256',
  'has_thumbnail',
  'missing_since',
] as const satisfies (keyof FileRecord)[];

export function locationOf(row: Pick<FileRecord, (typeof LOCATION_COLUMNS)[number]>): FileLocation {
  return {
    accelPath: `/_library/${libraryPath(row).split('/').map(encodeURIComponent).join('/')}`,
    name: row.name,
    sizeBytes: Number(row.size_bytes),
    ...servedTypeOf(row.mime_type),
    etag: row.sha256 === null ? undefined : `"${row.sha256}"`,
    lastModified: row.modified_at.toUTCString(),
    pictureOf: row.has_thumbnail && row.sha256 !== null ? row.sha256 : undefined,
    isMissing: row.missing_since !== null,
  };
}
