import { Module } from '@nestjs/common';
import { StagingFolder } from './staging-folder.js';
import { StagingThreads } from './staging-threads.js';
import { UploadLocks } from './upload-locks.js';
import { UploadNews } from './upload-news.js';

const PARTS = [StagingFolder, StagingThreads, UploadLocks, UploadNews];

/** What is on its way into the library: its bytes on the library's own disk, its rows, and who may write to it. */
@Module({ providers: PARTS, exports: PARTS })
export class StagingModule {}
