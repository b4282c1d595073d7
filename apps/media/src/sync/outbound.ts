import { Injectable } from '@nestjs/common';
import { findListedIds, findPresentFiles, type ListedFile } from '@hearth/catalog';
import type { DeviceId, FileId, UserId } from '@hearth/contracts';
import { HearthError, returning } from '@hearth/platform';
import { DataSource } from 'typeorm';

interface SharedFile {
  readonly file: ListedFile;
  readonly sharedAt: Date;
  readonly sharedBy: UserId;
}

interface SharedRow {
  cursor: string;
  file_id: FileId;
  shared_at: Date;
  shared_by: UserId;
}

/** The way from the hub to a phone: what people laid out for it. */
@Injectable()
export class Outbound {
  constructor(private readonly database: DataSource) {}

  /** Returns how many were not laid out before. Throws `file.not-found` where one of them is not in the library. */
  async share(deviceId: DeviceId, fileIds: readonly FileId[], sharedBy: UserId): Promise<number> {
    const known = await findListedIds(this.database, fileIds);
    if (known.size !== new Set(fileIds).size) throw new HearthError('file.not-found');
    const added = await returning(
      this.database,
      // Numbered one after the other for each device: a phone that was told a number is not told of lower ones any more.
      `WITH turn AS MATERIALIZED (
         SELECT pg_advisory_xact_lock(hashtext('hearth.outbound'), hashtext($1::uuid::text)))
       INSERT INTO uploading.outbound (device_id, file_id, shared_by)
       SELECT $1, id, $3 FROM turn, unnest($2::uuid[]) WITH ORDINALITY AS f (id, place) ORDER BY place
       ON CONFLICT (device_id, file_id) DO NOTHING RETURNING 1`,
      [deviceId, fileIds, sharedBy],
    );
    return added.length;
  }

  async list(
    deviceId: DeviceId,
    { since, limit }: { since?: string | undefined; limit: number },
  ): Promise<{ files: SharedFile[]; cursor: string | null; hasMore: boolean }> {
    const rows = await this.database.query<SharedRow[]>(
      `SELECT id AS cursor, file_id, shared_at, shared_by FROM uploading.outbound
       WHERE device_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
      [deviceId, readCursor(since), limit + 1],
    );
    const page = rows.slice(0, limit);
    const found = await findPresentFiles(
      this.database,
      page.map(({ file_id: id }) => id),
    );
    return {
      // What has left the library since then is passed over, and so may the whole page be.
      files: page.flatMap((row) => {
        const file = found.get(row.file_id);
        return file ? [{ file, sharedAt: row.shared_at, sharedBy: row.shared_by }] : [];
      }),
      cursor: page.at(-1)?.cursor ?? since ?? null,
      hasMore: rows.length > limit,
    };
  }
}

function readCursor(since: string | undefined): string {
  if (since === undefined || since === '') return '0';
  if (/^\d{1,18}$/.test(since)) return since;
  throw new HearthError('request.invalid', {
    detail: 'since: must be the cursor of an earlier answer',
    fields: [{ path: 'since', message: 'must be the cursor of an earlier answer' }],
  });
}
