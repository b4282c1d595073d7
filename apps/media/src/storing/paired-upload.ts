import type { Queryable } from '@hearth/platform';
import type { Upload } from '../staging/upload-record.js';
import { PAIR_WITHIN_MS } from './live-photo.js';

const PAIR_WITHIN = `${PAIR_WITHIN_MS} milliseconds`;

/**
 * The other half of a Live Photo: a picture and a film of the same name that the device took at the same time. Where the first
 * one went or was already, and under which name, the second one goes too.
 */
export async function findPairedUpload(
  database: Queryable,
  { deviceId, name, modifiedAt, mimeType, id }: Upload,
): Promise<{ folder: string; name: string } | undefined> {
  if (!deviceId || !modifiedAt) return undefined;
  const [row] = await database.query<{ folder: string; name: string }[]>(
    `SELECT target_folder AS folder, target_name AS name FROM uploading.uploads
     WHERE device_id = $1 AND state = 'done' AND folder IS NULL AND id <> $5
       AND modified_at BETWEEN $2::timestamptz - interval '${PAIR_WITHIN}' AND $2::timestamptz + interval '${PAIR_WITHIN}'
       AND lower(regexp_replace(name, '\\.[^.]*$', '')) = lower(regexp_replace($3, '\\.[^.]*$', ''))
       AND split_part(mime_type, '/', 1) IN ('image', 'video') AND split_part($4, '/', 1) IN ('image', 'video')
       AND split_part(mime_type, '/', 1) <> split_part($4, '/', 1)
     ORDER BY id DESC LIMIT 1`,
    [deviceId, modifiedAt, name, mimeType, id],
  );
  return row;
}
