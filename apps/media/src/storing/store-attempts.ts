import { Injectable, Logger } from '@nestjs/common';
import { UPLOAD_PROBLEM_HEADER } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { decideRetryAt } from './decide-retry-at.js';
import { discardUpload } from '../staging/discard-upload.js';
import { isNoSpace } from '../staging/no-space.js';
import { StagingFolder } from '../staging/staging-folder.js';
import { StagingFailed, StagingThreads } from '../staging/staging-threads.js';
import { StoreUpload, type MakeRoom } from './store-upload.js';
import { UploadNews } from '../staging/upload-news.js';
import { recordFailedAttempt, type Upload } from '../staging/upload-record.js';

/** Tries to store what is complete. What fails is told to who asks, and tried again by the sweep, less and less often. */
@Injectable()
export class StoreAttempts {
  private readonly logger = new Logger('StoreAttempts');

  constructor(
    private readonly database: DataSource,
    private readonly staging: StagingFolder,
    private readonly threads: StagingThreads,
    private readonly storing: StoreUpload,
    private readonly news: UploadNews,
  ) {}

  /** The caller holds the upload's lock. Throws what keeps it out of the library, also as a header for answers without a body. */
  async store(upload: Upload, makeRoom?: MakeRoom): Promise<Upload> {
    try {
      this.news.tell(upload, 'storing');
      const stored = await this.storing.store(upload, makeRoom);
      this.news.tell(stored, 'done');
      return stored;
    } catch (error) {
      if (error instanceof StagingFailed && error.kind === 'sync-failed') {
        // After a failure the kernel forgets what it could not write, and syncing again would succeed.
        this.logger.error(
          `the disk did not keep what was written to it, so an upload was given up: ${error.message}`,
        );
        await this.discard(upload);
        throw new HearthError('service.failed', { cause: error });
      }
      if (error instanceof HearthError && error.code === 'device.not-found') {
        // The device was forgotten meanwhile, and no other try would find it.
        await this.discard(upload);
        throw error;
      }
      throw await this.putOff(upload, asProblem(error));
    }
  }

  private async discard(upload: Upload): Promise<void> {
    const { database, threads, staging } = this;
    await discardUpload(upload.id, { database, threads, staging });
    this.news.tell(upload, 'ended');
  }

  private async putOff(upload: Upload, problem: HearthError): Promise<HearthError> {
    if (problem.code === 'upload.refused') {
      this.news.tell(upload, 'ended');
      return problem;
    }
    const now = new Date();
    const retryAt = decideRetryAt(upload.failedAttempts + 1, now);
    await recordFailedAttempt(this.database, upload.id, retryAt);
    return new HearthError(problem.code, {
      ...problem.details,
      headers: {
        'retry-after': String(Math.ceil((retryAt.getTime() - now.getTime()) / 1000)),
        ...problem.details.headers,
        [UPLOAD_PROBLEM_HEADER]: problem.code,
      },
    });
  }
}

const DETAILS: Readonly<Record<string, string>> = {
  EACCES: 'The hub may not write to the folder.',
  EPERM: 'The hub may not write to the folder.',
  EROFS: 'The folder is on a disk that can only be read.',
};

function asProblem(error: unknown): HearthError {
  if (error instanceof HearthError) return error;
  const isFull = isNoSpace(error) || (error instanceof StagingFailed && error.kind === 'no-space');
  if (isFull) return new HearthError('upload.no-space', { cause: error });
  const detail = DETAILS[(error as NodeJS.ErrnoException).code ?? ''];
  if (detail !== undefined) return new HearthError('upload.not-stored', { detail, cause: error });
  return new HearthError('service.failed', { cause: error });
}
