import { rm } from 'node:fs/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { StagingFolder, type StagedFile } from '../staging/staging-folder.js';
import { StoreAttempts } from '../storing/store-attempts.js';
import { UploadLocks } from '../staging/upload-locks.js';
import { findExpired, findStates, findUnstored, findUpload, type Upload } from '../staging/upload-record.js';
import { isOver } from '../staging/upload-states.js';
import { isStray } from './is-left-behind.js';
import { Uploads } from './uploads.js';

const EVERY_MS = 60_000;
const AT_ONCE = 100;
const FILES_PER_QUERY = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ends what nobody else does: complete uploads that a crash kept out of the library, expired ones, and stray files. */
@Injectable()
export class UploadSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('UploadSweep');
  private isEnding = false;

  constructor(
    private readonly database: DataSource,
    private readonly locks: UploadLocks,
    private readonly attempts: StoreAttempts,
    private readonly uploads: Uploads,
    private readonly staging: StagingFolder,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
  }

  onApplicationShutdown(): void {
    this.isEnding = true;
  }

  @Interval(EVERY_MS)
  async run(): Promise<void> {
    if (this.isEnding) return;
    try {
      // One copy is enough.
      await this.locks.hold('sweep', () => this.sweep());
    } catch (error) {
      if (!this.isEnding && !isBusy(error)) this.logger.warn(`will try again in a minute: ${String(error)}`);
    }
  }

  private async sweep(): Promise<void> {
    // While the disk is away nothing can be stored, and nothing that lies on it may count as forgotten.
    if (await this.staging.isAway()) return;
    for (const upload of await findUnstored(this.database, AT_ONCE)) {
      await this.alone(upload, async (current) => {
        if (!isOver(current.state)) await this.attempts.store(current);
      });
    }
    for (const upload of await findExpired(this.database, AT_ONCE)) {
      await this.alone(upload, async (current) => {
        if (current.expiresAt < new Date()) await this.uploads.discard(current);
      });
    }
    await this.removeStrayFiles();
  }

  /** One that fails does not keep the others waiting. */
  private async alone({ id }: Upload, work: (current: Upload) => Promise<void>): Promise<void> {
    try {
      await this.locks.hold(id, async () => {
        const current = await findUpload(this.database, id);
        if (current) await work(current);
      });
    } catch (error) {
      if (!isBusy(error)) this.logger.warn(`upload ${id} waits: ${String(error)}`);
    }
  }

  private async removeStrayFiles(): Promise<void> {
    const staged = await this.staging.list();
    const unknown: StagedFile[] = [];
    for (let from = 0; from < staged.length; from += FILES_PER_QUERY) {
      const files = staged.slice(from, from + FILES_PER_QUERY);
      const ids = files.flatMap(({ id }) => (id !== undefined && UUID.test(id) ? [id] : []));
      const states = await findStates(this.database, ids);
      for (const file of files) {
        const state = file.id === undefined ? undefined : states.get(file.id);
        if (state === undefined) unknown.push(file);
        // A second name of a file in the library would keep its room when it is deleted there.
        else if (isOver(state)) await rm(file.path, { force: true });
      }
    }
    // The clock is read only where an age counts, since that writes: a disk that sleeps is not woken every minute.
    if (unknown.length === 0) return;
    const now = await this.staging.readClock();
    for (const { path, touchedAt } of unknown) if (isStray(touchedAt, now)) await rm(path, { force: true });
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof HearthError && error.code === 'upload.busy';
}
