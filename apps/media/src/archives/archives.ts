import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import {
  findAlbum,
  findArchive,
  findArchivedFiles,
  forgetOldArchives,
  recordArchive,
  type ArchivedFile,
  type ArchiveSelection,
} from '@hearth/catalog';
import {
  downloadArchive,
  urlOf,
  type ArchiveId,
  type makeArchive,
  type OutputOf,
  type SessionId,
} from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { isLibraryAway } from '../waking/library-away.js';
import { archiveNames } from './archive-names.js';
import { findEntries, zipOf } from './archive-stream.js';

/** Of a name each is remembered while the zip is made. */
const MOST_FILES = 100_000;
const GOOD_FOR_MS = 15 * 60_000;
const SWEEP_EVERY_MS = 3_600_000;

export interface OpenedArchive {
  readonly name: string;
  readonly sizeBytes: bigint;
  readonly stream: Readable;
}

/** Files as one zip. Only what was selected is kept, for a quarter of an hour. */
@Injectable()
export class Archives {
  private readonly logger = new Logger('Archives');
  private readonly library: string;

  constructor(
    private readonly database: DataSource,
    @Inject(MEDIA_CONFIG) config: MediaConfig,
  ) {
    this.library = config.HEARTH_LIBRARY;
  }

  /** Throws `archive.empty`, `archive.too-many`, `album.not-found`. */
  async make(sessionId: SessionId, selection: ArchiveSelection): Promise<OutputOf<typeof makeArchive>> {
    if (selection.albumId && !(await findAlbum(this.database, selection.albumId))) {
      throw new HearthError('album.not-found');
    }
    const files = await this.filesOf(selection);
    if (files.length === 0) throw new HearthError('archive.empty');
    // Nobody guesses it, as they might one that has the time in it.
    const id = randomUUID() as ArchiveId;
    const expiresAt = new Date(Date.now() + GOOD_FOR_MS);
    await recordArchive(this.database, { id, sessionId, expiresAt, ...selection });
    return {
      url: urlOf(downloadArchive, { params: { id } }),
      files: files.length,
      sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** Throws `archive.not-found` also for what another session asked for, `archive.expired`, `library.offline`. */
  async open(sessionId: SessionId, id: ArchiveId): Promise<OpenedArchive> {
    const archive = await findArchive(this.database, id, sessionId);
    if (!archive) throw new HearthError('archive.not-found');
    if (archive.isExpired) throw new HearthError('archive.expired');
    return this.openNow(archive);
  }

  /** Its files without the name of the folder: a guest learns what a link leads to, not where it lies. Throws as `open` and `archive.empty`. */
  openForGuest(selection: ArchiveSelection): Promise<OpenedArchive> {
    return this.openNow(selection, false);
  }

  /** Throws `archive.empty`, `archive.too-many`, `library.offline`. */
  private async openNow(selection: ArchiveSelection, isNamed = true): Promise<OpenedArchive> {
    if (await isLibraryAway(this.library)) throw new HearthError('library.offline');
    const files = await this.filesOf(selection);
    if (files.length === 0) throw new HearthError('archive.empty');
    const entries = await findEntries(this.library, files, archiveNames(files, selection.folder, isNamed));
    return { name: await this.nameOf(selection), ...zipOf(this.library, entries) };
  }

  @Interval(SWEEP_EVERY_MS)
  async sweep(): Promise<void> {
    await forgetOldArchives(this.database).catch((error: unknown) =>
      this.logger.warn(`will try again in an hour: ${String(error)}`),
    );
  }

  private async filesOf(selection: ArchiveSelection): Promise<ArchivedFile[]> {
    const files = await findArchivedFiles(this.database, selection, MOST_FILES + 1);
    if (files.length > MOST_FILES) throw new HearthError('archive.too-many');
    return files;
  }

  private async nameOf({ folder, albumId }: ArchiveSelection): Promise<string> {
    const album = albumId && (await findAlbum(this.database, albumId));
    const name = album ? album.title : folder?.slice(folder.lastIndexOf('/') + 1);
    return `${name || `Hearth ${new Date().toISOString().slice(0, 10)}`}.zip`;
  }
}
