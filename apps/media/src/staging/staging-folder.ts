import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { HEARTH_FOLDER } from '@hearth/catalog';
import type { UploadId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { isLibraryAway } from '../waking/library-away.js';

/** As nginx names the files that it writes bodies into. */
const BODY_NAME = /^\d{10}$/;

export const STAGED_MODE = 0o644;

export interface ReceivedBody {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface StagedFile {
  readonly id: string | undefined;
  readonly path: string;
  readonly touchedAt: Date;
}

/** Where uploads lie until they are complete: on the library's own filesystem, so that a link brings them into it. */
@Injectable()
export class StagingFolder {
  readonly library: string;
  private readonly hearth: string;
  private readonly folder: string;
  /** Where nginx writes bodies. */
  private readonly incoming: string;

  constructor(@Inject(MEDIA_CONFIG) config: MediaConfig) {
    this.library = config.HEARTH_LIBRARY;
    this.hearth = join(this.library, HEARTH_FOLDER);
    this.folder = join(this.hearth, 'staging');
    this.incoming = join(this.folder, 'incoming');
  }

  pathOf(id: UploadId): string {
    return join(this.folder, id);
  }

  /**
   * The file nginx wrote the body into. Only its name is taken from the header, so it lies in the folder for bodies whatever
   * the header says.
   */
  async findBody(header: string | string[] | undefined): Promise<ReceivedBody | undefined> {
    if (header === undefined || header === '') return undefined;
    const name = String(header).slice(String(header).lastIndexOf('/') + 1);
    const path = join(this.incoming, name);
    const status = BODY_NAME.test(name) ? await lstat(path).catch(() => undefined) : undefined;
    if (!status?.isFile()) throw new HearthError('request.invalid', { detail: 'The body was not received.' });
    // nginx makes a file also where there is no body.
    return status.size === 0 ? undefined : { path, sizeBytes: status.size };
  }

  /** Throws `library.offline` where the library is not mounted, and `upload.no-space` where it has no room for this. */
  async check(sizeBytes: number): Promise<void> {
    await this.checkLibrary();
    await mkdir(this.incoming, { recursive: true });
    if ((await this.freeBytes()) < sizeBytes) throw new HearthError('upload.no-space');
  }

  /** Null while the library is away. */
  async findFreeBytes(): Promise<number | null> {
    if (await this.isAway()) return null;
    await mkdir(this.incoming, { recursive: true });
    return this.freeBytes();
  }

  private async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }

  async checkLibrary(): Promise<void> {
    if (await this.isAway()) throw new HearthError('library.offline');
  }

  async isAway(): Promise<boolean> {
    return isLibraryAway(this.library);
  }

  async remove(id: UploadId): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  /** Says that they are still somebody's. When their bytes changed last stays as it is. */
  async touch(ids: Iterable<UploadId>): Promise<void> {
    await Promise.allSettled([...ids].map((id) => chmod(this.pathOf(id), STAGED_MODE)));
  }

  /**
   * The time by which staged files are dated, milliseconds since 1970. On a share that is the server's clock, which may be hours
   * away from the one here. Writes a file for a moment; one that a killed service leaves is a stray like any other.
   */
  async readClock(): Promise<number> {
    const path = join(this.folder, `clock-${randomUUID()}`);
    try {
      await writeFile(path, '', { flag: 'wx' });
      return (await lstat(path)).ctimeMs;
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Staged files, which are called after their upload, and bodies. */
  async list(): Promise<StagedFile[]> {
    const found: StagedFile[] = [];
    for (const folder of [this.folder, this.incoming]) {
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
        const path = join(folder, entry.name);
        const status = entry.isFile() ? await lstat(path).catch(() => undefined) : undefined;
        if (!status) continue;
        const touchedAt = new Date(Math.max(status.ctimeMs, status.mtimeMs));
        found.push({ id: folder === this.folder ? entry.name : undefined, path, touchedAt });
      }
    }
    return found;
  }
}
