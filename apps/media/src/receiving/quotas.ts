import { Injectable } from '@nestjs/common';
import { findBroughtBytes } from '@hearth/catalog';
import type { OutputOf, uploadRoom, UserId } from '@hearth/contracts';
import { HearthError, type Queryable } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { findQuota, lockQuota } from '../people/quota.js';
import { StagingFolder } from '../staging/staging-folder.js';
import { findBytesUnderWay, insertUpload, type NewUpload, type Upload } from '../staging/upload-record.js';

/** What frames the files of a form, at most. */
const FRAMES_BYTES = 1024 ** 2;

/** How much of each person's may lie in the library: what they brought in, what of it is in the bin, and what is on its way. */
@Injectable()
export class Quotas {
  constructor(
    private readonly database: DataSource,
    private readonly staging: StagingFolder,
  ) {}

  /** Writes an upload down where it fits. Throws `upload.quota-exceeded`; guests of that person hear `share.full`. */
  async begin(plan: NewUpload): Promise<Upload> {
    const { userId, sizeBytes } = plan;
    if ((await findQuota(this.database, userId)) === null) return insertUpload(this.database, plan);
    return this.database.transaction(async (manager) => {
      // Of uploads that begin at the same moment each counts those before it.
      const quotaBytes = await lockQuota(manager, userId);
      if (quotaBytes !== null && (await usedBytes(manager, userId)) + sizeBytes > quotaBytes)
        throw new HearthError(plan.shareId ? 'share.full' : 'upload.quota-exceeded');
      return insertUpload(manager, plan);
    });
  }

  /** Before a form is taken in, of which only the length is known. Throws `upload.quota-exceeded`. */
  async checkForm(userId: UserId, lengthBytes: number): Promise<void> {
    const quotaBytes = await findQuota(this.database, userId);
    if (quotaBytes === null) return;
    const leftBytes = quotaBytes - (await usedBytes(this.database, userId));
    if (lengthBytes - FRAMES_BYTES > leftBytes) throw new HearthError('upload.quota-exceeded');
  }

  async roomOf(userId: UserId): Promise<OutputOf<typeof uploadRoom>> {
    const [quotaBytes, used, freeBytes] = await Promise.all([
      findQuota(this.database, userId),
      usedBytes(this.database, userId),
      this.staging.findFreeBytes(),
    ]);
    const leftOfQuota = quotaBytes === null ? Infinity : Math.max(0, quotaBytes - used);
    const leftBytes = freeBytes === null ? null : Math.min(freeBytes, leftOfQuota);
    return { leftBytes, freeBytes, quotaBytes, usedBytes: used };
  }
}

async function usedBytes(database: Queryable, userId: UserId): Promise<number> {
  const [brought, underWay] = await Promise.all([
    findBroughtBytes(database, [userId]),
    findBytesUnderWay(database, userId),
  ]);
  return (brought.get(userId) ?? 0) + underWay;
}
