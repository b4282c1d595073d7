import { Injectable, Logger } from '@nestjs/common';
import type { UploadId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { discardUpload } from '../staging/discard-upload.js';
import { StagingFolder, type ReceivedBody } from '../staging/staging-folder.js';
import { StagingFailed, StagingThreads } from '../staging/staging-threads.js';
import { StoreAttempts } from '../storing/store-attempts.js';
import type { MakeRoom } from '../storing/store-upload.js';
import type { Checksum } from '../staging/checksum.js';
import { UploadLocks } from '../staging/upload-locks.js';
import type { Uploader } from './uploaders.js';
import { UploadPlans, type Announced } from './upload-plans.js';
import { advanceOffset, findUpload, type NewUpload, type Upload } from '../staging/upload-record.js';

/** The life of an upload: begun, appended to, given up, or complete and handed to `StoreAttempts`. */
@Injectable()
export class Uploads {
  private readonly logger = new Logger('Uploads');

  constructor(
    private readonly database: DataSource,
    private readonly staging: StagingFolder,
    private readonly threads: StagingThreads,
    private readonly locks: UploadLocks,
    private readonly attempts: StoreAttempts,
    private readonly plans: UploadPlans,
  ) {}

  async create(uploader: Uploader, announced: Announced): Promise<Upload> {
    const plan = await this.plans.make(uploader, announced);
    try {
      return await this.plans.begin(plan);
    } catch (error) {
      await this.plans.giveUp(uploader, plan);
      throw error;
    }
  }

  /**
   * Of a file that was staged as a whole. Calls back once the upload is written down, and the staged file belongs to it. What
   * can't be stored is thrown away: who sent it is told so, and sends it again.
   */
  storeStaged(plan: NewUpload, onRecorded: () => void, makeRoom?: MakeRoom): Promise<Upload> {
    return this.locks.hold(plan.id, async () => {
      const upload = await this.plans.begin(plan);
      onRecorded();
      try {
        return await this.attempts.store(upload, makeRoom);
      } catch (error) {
        await this.discard(upload);
        throw error;
      }
    });
  }

  /** Throws `upload.not-found` also where it is somebody else's: other people's uploads do not exist. */
  async get(uploader: Uploader, id: UploadId): Promise<Upload> {
    const upload = await findUpload(this.database, id);
    const { bringer } = uploader;
    const isTheirs =
      upload?.userId === uploader.userId &&
      upload.sessionDeviceId === (uploader.deviceId ?? null) &&
      upload.shareId === (bringer?.shareId ?? null) &&
      upload.guestId === (bringer?.guestId ?? null);
    if (!upload || !isTheirs) throw new HearthError('upload.not-found');
    return upload;
  }

  /**
   * Adds what nginx has received. Returns once the bytes are on the disk and the offset is written down, in this order; after
   * the last piece, once the file is in the library.
   */
  append(
    uploader: Uploader,
    id: UploadId,
    piece: { offsetBytes: number; body: ReceivedBody | undefined; checksum: Checksum | undefined },
  ): Promise<Upload> {
    return this.locks.hold(id, async () => {
      const upload = await this.get(uploader, id);
      if (upload.state === 'refused') throw new HearthError('upload.refused');
      if (piece.offsetBytes !== upload.offsetBytes) {
        throw new HearthError('upload.offset-mismatch', {
          headers: { 'upload-offset': String(upload.offsetBytes) },
        });
      }
      const to = upload.offsetBytes + (piece.body?.sizeBytes ?? 0);
      if (to > upload.sizeBytes) {
        throw new HearthError('upload.too-large', { detail: 'There is more than what was announced.' });
      }
      if (upload.state === 'done') return upload;
      const appended = piece.body || to === 0 ? await this.write(upload, piece, to) : upload;
      return this.storeIfComplete(appended);
    });
  }

  /** All bytes may be there while the library was not: asking again is trying again. */
  async resume(uploader: Uploader, id: UploadId): Promise<Upload> {
    const upload = await this.get(uploader, id);
    if (upload.state === 'refused') throw new HearthError('upload.refused');
    if (upload.state === 'done' || upload.offsetBytes < upload.sizeBytes) return upload;
    return this.locks.hold(id, async () => this.storeIfComplete(await this.get(uploader, id)));
  }

  /** Gives it up, and returns what it was. What is in the library stays there. */
  end(uploader: Uploader, id: UploadId): Promise<Upload> {
    return this.locks.hold(id, async () => {
      const upload = await this.get(uploader, id);
      await this.discard(upload);
      return upload;
    });
  }

  discard({ id }: Upload): Promise<void> {
    const { database, threads, staging } = this;
    return discardUpload(id, { database, threads, staging });
  }

  private async write(
    upload: Upload,
    { body, checksum }: { body: ReceivedBody | undefined; checksum: Checksum | undefined },
    to: number,
  ): Promise<Upload> {
    const { id, offsetBytes } = upload;
    const staged = this.staging.pathOf(id);
    let isRecorded = false;
    try {
      const input = { uploadId: id, body: body?.path, staged, offsetBytes, checksum };
      const { outcome } = await this.threads.run('append', id, input);
      if (outcome === 'checksum-mismatch') throw new HearthError('upload.checksum-mismatch');
      isRecorded = await advanceOffset(this.database, upload, to, this.plans.expiry());
      if (!isRecorded) throw new HearthError('upload.offset-mismatch');
    } catch (error) {
      throw await this.asProblem(error, upload);
    } finally {
      if (!isRecorded) await this.threads.run('forget', id, { uploadId: id });
    }
    return { ...upload, offsetBytes: to };
  }

  private async asProblem(error: unknown, upload: Upload): Promise<unknown> {
    if (!(error instanceof StagingFailed)) return error;
    if (error.kind === 'no-space') return new HearthError('upload.no-space', { cause: error });
    if (error.kind === 'sync-failed') {
      this.logger.error(
        `the disk did not keep what was written to it, so an upload was given up: ${error.message}`,
      );
      await this.discard(upload);
    }
    return new HearthError('service.failed', { cause: error });
  }

  private async storeIfComplete(upload: Upload): Promise<Upload> {
    return upload.offsetBytes === upload.sizeBytes ? this.attempts.store(upload) : upload;
  }
}
