import { Processor } from '@nestjs/bullmq';
import { adoptByContent, findVersion, recordFingerprint } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import type { Job } from 'bullmq';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { hashFile } from '../fingerprinting/hash-file.js';
import { FINGERPRINT, FINGERPRINT_WORKER, type IndexJob } from './index-flow.js';
import { isSameVersion, LibraryFiles } from './library-files.js';
import { Step } from './step.js';
import { typeByName } from './type-by-name.js';
import { waitUntilSettled } from './wait-until-settled.js';

/** Reads all bytes of a file and gives it its row in the catalogue. */
@Processor(FINGERPRINT, FINGERPRINT_WORKER)
export class FingerprintProcessor extends Step {
  constructor(
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
  ) {
    super();
  }

  async process(job: Job<IndexJob>, token?: string): Promise<void> {
    const { path } = job.data;
    const file = await this.library.find(path);
    if (!file) return;
    await waitUntilSettled(job, token, file);
    const known = await findVersion(this.database, file.version);
    if (known?.sha256) return;
    const sha256 = await this.hash(path);
    const after = await this.library.find(path);
    if (!after) return;
    // Somebody wrote while we read: what was read is no version of the file.
    if (!isSameVersion(file.version, after.version)) return waitUntilSettled(job, token, after);
    await recordFingerprint(this.database, {
      version: file.version,
      sha256,
      newId: v7() as FileId,
      ...typeByName(path),
    });
    if (sha256 !== null) await adoptByContent(this.database, [sha256]);
  }

  /** Null where the file can't be read, say for lack of a permission. */
  private async hash(path: string): Promise<string | null> {
    try {
      return (await hashFile(this.library.absolute(path))).sha256;
    } catch {
      return null;
    }
  }
}
