import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { UploadId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { v7 } from 'uuid';
import { isNoSpace } from '../staging/no-space.js';
import { StagingFolder, type ReceivedBody } from '../staging/staging-folder.js';
import { StagingThreads } from '../staging/staging-threads.js';
import type { MakeRoom } from '../storing/store-upload.js';
import { UploadPlans } from './upload-plans.js';
import type { Upload } from '../staging/upload-record.js';
import type { Uploader } from './uploaders.js';
import { Uploads } from './uploads.js';

const { COPYFILE_EXCL, COPYFILE_FICLONE } = constants;

interface WholeFile {
  readonly folder: string;
  readonly name: string;
  readonly modifiedAt: Date | undefined;
  readonly sizeBytes: number;
  /** What nginx received; nothing for an empty file. Or the address of a file whose bytes these are to be. */
  readonly bytes: { readonly body: ReceivedBody | undefined } | { readonly copyOf: string };
}

/** Files that come in one piece: what cannot be stored is told to who sends it, and nothing is left of it. */
@Injectable()
export class WholeFiles {
  constructor(
    private readonly staging: StagingFolder,
    private readonly threads: StagingThreads,
    private readonly plans: UploadPlans,
    private readonly uploads: Uploads,
  ) {}

  /** Throws what `Uploads` does. */
  async store(uploader: Uploader, { bytes, ...file }: WholeFile, makeRoom?: MakeRoom): Promise<Upload> {
    const id = v7() as UploadId;
    let isOurs = true;
    try {
      await this.staging.check('copyOf' in bytes ? file.sizeBytes : 0);
      await this.stage(id, bytes);
      const plan = await this.plans.makeStaged(uploader, {
        id,
        mimeType: undefined,
        isInPassing: true,
        ...file,
      });
      return await this.uploads.storeStaged(plan, () => (isOurs = false), makeRoom);
    } finally {
      if (isOurs) await this.staging.remove(id);
      await this.threads.run('forget', id, { uploadId: id });
    }
  }

  private async stage(id: UploadId, bytes: WholeFile['bytes']): Promise<void> {
    const staged = this.staging.pathOf(id);
    try {
      // Disks that can let two files share their bytes until one is changed.
      if ('copyOf' in bytes) await copyFile(bytes.copyOf, staged, COPYFILE_EXCL | COPYFILE_FICLONE);
      const body = 'body' in bytes ? bytes.body?.path : undefined;
      await this.threads.run('append', id, {
        uploadId: id,
        body,
        staged,
        offsetBytes: 0,
        checksum: undefined,
      });
    } catch (error) {
      throw isNoSpace(error) ? new HearthError('upload.no-space', { cause: error }) : error;
    }
  }
}
