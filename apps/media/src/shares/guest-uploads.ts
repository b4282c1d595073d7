import { asFileName } from '@hearth/catalog';
import type { FileId, ShareId } from '@hearth/contracts';
import { type Queryable, returning } from '@hearth/platform';
import type { ShareRow } from './share-rows.js';

const GUESTS_FOLDER = 'Guests';

/** `Guests/<label>`, or the day the link was made where it has no name that a folder could have. */
export function guestFolder({ label, createdAt }: Pick<ShareRow, 'label' | 'createdAt'>): string {
  const day = createdAt.toISOString().slice(0, 10);
  return `${GUESTS_FOLDER}/${label === null ? day : asFileName(label, day)}`;
}

/** Whether the link takes this much more. Of many at once no more come in than it takes. */
export async function claimUploadRoom(database: Queryable, id: ShareId, sizeBytes: number): Promise<boolean> {
  const rows = await returning(
    database,
    `UPDATE identity.shares SET upload_files = upload_files + 1, upload_bytes = upload_bytes + $2
     WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() AND allow_upload
       AND upload_files < max_upload_files AND upload_bytes + $2 <= max_upload_bytes
     RETURNING id`,
    [id, sizeBytes],
  );
  return rows.length > 0;
}

/** Of what did not come in after all. */
export async function giveBackUploadRoom(database: Queryable, id: ShareId, sizeBytes: number): Promise<void> {
  await database.query(
    `UPDATE identity.shares SET upload_files = GREATEST(0, upload_files - 1),
       upload_bytes = GREATEST(0, upload_bytes - $2) WHERE id = $1`,
    [id, sizeBytes],
  );
}

interface GuestUpload {
  readonly shareId: ShareId;
  readonly guestId: string;
  readonly fileId: FileId;
}

/** In the transaction that brings the file in. One whose link has gone meanwhile is nobody's guest's. */
export async function recordGuestUpload(
  database: Queryable,
  { shareId, guestId, fileId }: GuestUpload,
): Promise<void> {
  await database.query(
    `INSERT INTO identity.share_uploads (share_id, file_id, guest_id, is_shown)
     SELECT s.id, $2, $3, NOT s.is_moderated FROM identity.shares s WHERE s.id = $1
     ON CONFLICT (share_id, file_id) DO NOTHING`,
    [shareId, fileId, guestId],
  );
}

export interface BroughtFile {
  readonly fileId: FileId;
  readonly uploadedAt: Date;
  readonly isShown: boolean;
}

/** What came by a link, the latest first; of one guest alone where one is given. */
export function findGuestUploads(
  database: Queryable,
  id: ShareId,
  { guestId, limit }: { guestId?: string; limit: number },
): Promise<BroughtFile[]> {
  return database.query(
    `SELECT file_id AS "fileId", uploaded_at AS "uploadedAt", is_shown AS "isShown" FROM identity.share_uploads
     WHERE share_id = $1 AND ($2::uuid IS NULL OR guest_id = $2) ORDER BY uploaded_at DESC, file_id LIMIT $3`,
    [id, guestId ?? null, limit],
  );
}

export async function isBroughtBy(
  database: Queryable,
  { shareId, guestId, fileId }: GuestUpload,
): Promise<boolean> {
  const rows = await database.query<unknown[]>(
    'SELECT FROM identity.share_uploads WHERE share_id = $1 AND file_id = $2 AND guest_id = $3',
    [shareId, fileId, guestId],
  );
  return rows.length > 0;
}

/** False where no guest brought such a file. */
export async function showGuestUpload(
  database: Queryable,
  id: ShareId,
  fileId: FileId,
  isShown: boolean,
): Promise<boolean> {
  const rows = await returning(
    database,
    'UPDATE identity.share_uploads SET is_shown = $3 WHERE share_id = $1 AND file_id = $2 RETURNING file_id',
    [id, fileId, isShown],
  );
  return rows.length > 0;
}
