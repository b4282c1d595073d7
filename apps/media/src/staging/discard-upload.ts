import type { UploadId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { giveBackUploadRoom } from '../shares/guest-uploads.js';
import type { StagingFolder } from './staging-folder.js';
import type { StagingThreads } from './staging-threads.js';
import { deleteUpload } from './upload-record.js';

/** Forgets an upload and throws away what was sent of it. What is in the library stays there. */
export async function discardUpload(
  id: UploadId,
  { database, threads, staging }: { database: Queryable; threads: StagingThreads; staging: StagingFolder },
): Promise<void> {
  const gone = await deleteUpload(database, id);
  if (gone?.shareId && gone.state !== 'done')
    await giveBackUploadRoom(database, gone.shareId, gone.sizeBytes);
  await threads.run('forget', id, { uploadId: id });
  await staging.remove(id);
}
