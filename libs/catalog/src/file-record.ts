import type { Codecs, DeviceId, FileFacts, FileId, FileKind, FileState, UserId } from '@hearth/contracts';

/** A row of `catalog.files`, as pg returns it: numbers that may exceed 2^53 as strings. */
export interface FileRecord {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly mime_type: string;
  readonly size_bytes: string;
  readonly modified_at: Date;
  readonly mtime_ns: string;
  readonly inode: string;
  readonly sha256: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly duration_sec: number | null;
  readonly taken_at: Date | null;
  readonly created_at: Date;
  readonly codecs: Codecs | null;
  readonly camera: string | null;
  readonly lens: string | null;
  readonly gps_lat: number | null;
  readonly gps_lon: number | null;
  readonly orientation: number | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly thumbhash: string | null;
  readonly has_thumbnail: boolean;
  readonly state: FileState;
  readonly reason: string | null;
  readonly tags: string[];
  readonly uploaded_by: UserId | null;
  readonly device_id: DeviceId | null;
  readonly missing_since: Date | null;
  readonly revision: string;
  readonly shown_at: Date;
}

/** What `factsOf` needs of a row, in a query that calls the table `f`. */
export const FACT_COLUMNS = `f.id, f.name, f.folder, f.kind, f.mime_type, f.size_bytes, f.duration_sec, f.uploaded_by,
  f.device_id, f.created_at, f.state, f.revision`;

export type FactsRecord = Pick<
  FileRecord,
  | 'id'
  | 'name'
  | 'folder'
  | 'kind'
  | 'mime_type'
  | 'size_bytes'
  | 'duration_sec'
  | 'uploaded_by'
  | 'device_id'
  | 'created_at'
  | 'state'
  | 'revision'
>;

/** What others are told of a file. */
export function factsOf(record: FactsRecord): FileFacts {
  return {
    fileId: record.id,
    name: record.name,
    folder: record.folder,
    kind: record.kind,
    mimeType: record.mime_type,
    sizeBytes: Number(record.size_bytes),
    durationSec: record.duration_sec,
    uploadedBy: record.uploaded_by,
    deviceId: record.device_id,
    createdAt: record.created_at.toISOString(),
    state: record.state,
    revision: Number(record.revision),
  };
}
