import { lstat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import {
  findFileAt,
  libraryPath,
  recordFingerprint,
  recordUpload,
  twinsOf,
  type FileVersion,
} from '@hearth/catalog';
import { isBelievable } from '@hearth/catalog/taken-time';
import type { FileId, FileKind, UploadOutcome } from '@hearth/contracts';
import { HearthError, type Queryable } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { recordGuestUpload } from '../shares/guest-uploads.js';
import { servedTypeOf } from '../streaming/content-type.js';
import { backupFolder, monthOf } from './backup-folder.js';
import { BackupDevices } from './backup-devices.js';
import { isWantedOnce } from './is-wanted-once.js';
import { findKnownContent } from './known-content.js';
import { LibraryFolder } from './library-folder.js';
import { otherHalvesOf, PAIR_WITHIN_MS } from './live-photo.js';
import { spelledOnDisk } from './spelled-on-disk.js';
import { StagingFolder } from '../staging/staging-folder.js';
import { StagingThreads } from '../staging/staging-threads.js';
import { findPairedUpload } from './paired-upload.js';
import { TakenMonths } from './taken-months.js';
import { candidateNames, nameBeside } from './target-names.js';
import {
  findUpload,
  recordDone,
  recordExamined,
  recordRefused,
  recordTarget,
  type Upload,
} from '../staging/upload-record.js';
import { VirusScan } from './virus-scan.js';
import { whileFolderStays } from './while-folder-stays.js';

/** How long it is remembered what became of an upload. */
const OUTCOME_KEPT_MS = 7 * 86_400_000;

interface Target {
  readonly folder: string;
  readonly name: string;
}

/** Makes room for a file that is to take the place of another at this path; false where it is to have another name. */
export type MakeRoom = (path: string) => Promise<boolean>;

interface Wanted extends Target {
  /** Where the other half of a Live Photo is. */
  readonly isBesidePartner?: boolean;
  readonly makeRoom?: MakeRoom | undefined;
}

type Hashed = Upload & { readonly sha256: string };
type Noted = Hashed & { readonly targetFolder: string; readonly targetName: string };

function isNoted(upload: Upload): upload is Noted {
  return upload.state === 'storing';
}

/**
 * Brings a complete upload into the library: hash → scan → note where to → link without overwriting → sync the folder →
 * commit its row. After a crash between any two of these it goes on from the note, and the file is there once. The caller holds
 * the upload's lock.
 */
@Injectable()
export class StoreUpload {
  constructor(
    private readonly database: DataSource,
    private readonly staging: StagingFolder,
    private readonly threads: StagingThreads,
    private readonly scan: VirusScan,
    private readonly takenMonths: TakenMonths,
    private readonly devices: BackupDevices,
  ) {}

  /** Throws `upload.refused`, `library.offline`, `service.unavailable`, or what the disk says; all but the first may be tried again. */
  async store(upload: Upload, makeRoom?: MakeRoom): Promise<Upload> {
    if (upload.state === 'done') return upload;
    await this.staging.checkLibrary();
    const staged = this.staging.pathOf(upload.id);
    if (isNoted(upload)) {
      return whileFolderStays(
        staged,
        async () => (await this.findNoted(upload)) ?? (await this.bringIn(upload)),
      );
    }
    const sha256 = upload.sha256 ?? (await this.examine(upload));
    try {
      return await whileFolderStays(staged, () => this.bringIn({ ...upload, sha256 }, makeRoom));
    } catch (error) {
      await recordExamined(this.database, upload.id, sha256);
      throw error;
    }
  }

  /** Linked where it was noted before a crash, but not committed. */
  private async findNoted(upload: Noted): Promise<Upload | undefined> {
    const target = { folder: upload.targetFolder, name: upload.targetName };
    const folder = await LibraryFolder.open(this.staging.library, target.folder);
    try {
      const staged = this.staging.pathOf(upload.id);
      await folder.removeHalfCopied(staged);
      if (!(await this.isOurs(upload, folder, target.name))) return undefined;
      return await this.commit(
        upload,
        folder,
        target,
        upload.targetName === upload.name ? 'stored' : 'kept-both',
      );
    } finally {
      await folder.close();
    }
  }

  private async bringIn(upload: Hashed, makeRoom?: MakeRoom): Promise<Upload> {
    const { library } = this.staging;
    const here = isWantedOnce(upload) && (await findKnownContent(this.database, library, upload.sha256));
    if (here) return this.finish(upload, here);
    const target = await this.decideTarget(upload);
    const folder = await LibraryFolder.open(library, target.folder);
    try {
      return await this.place(upload, folder, { ...target, makeRoom });
    } finally {
      await folder.close();
    }
  }

  private async examine(upload: Upload): Promise<string> {
    const staged = this.staging.pathOf(upload.id);
    const { id, sizeBytes, modifiedAt } = upload;
    const modifiedAtMs = modifiedAt?.getTime();
    const { sha256 } = await this.threads.run('seal', id, { uploadId: id, staged, sizeBytes, modifiedAtMs });
    if ((await this.scan.find(staged)) === undefined) return sha256;
    await recordRefused(this.database, upload.id);
    await this.staging.remove(upload.id);
    throw new HearthError('upload.refused');
  }

  private async decideTarget(upload: Upload): Promise<Wanted> {
    const wanted = await this.decidePlace(upload);
    return { ...wanted, folder: await spelledOnDisk(this.staging.library, wanted.folder) };
  }

  private async decidePlace(upload: Upload): Promise<Wanted> {
    const { deviceId, folder, name } = upload;
    if (!deviceId || folder !== null) return { folder: folder ?? '', name };
    const partner = await findPairedUpload(this.database, upload);
    if (partner)
      return { folder: partner.folder, name: nameBeside(name, partner.name), isBesidePartner: true };
    const device = await this.devices.get(deviceId);
    const month =
      (await this.takenMonths.find(this.staging.pathOf(upload.id), name)) ??
      monthOf(
        upload.modifiedAt && isBelievable(upload.modifiedAt.getTime()) ? upload.modifiedAt : new Date(),
      );
    return { folder: backupFolder(device.name, month), name };
  }

  private async place(upload: Hashed, folder: LibraryFolder, wanted: Wanted): Promise<Upload> {
    const staged = this.staging.pathOf(upload.id);
    for (const name of candidateNames(wanted.name)) {
      if (await this.isBesideStranger(upload, folder, name, wanted)) continue;
      const target = { folder: wanted.folder, name };
      const twin = await findTwin(folder, name);
      const equal = twin && (await this.findSameContent(upload, folder, { ...target, name: twin }));
      if (equal) return this.finish(upload, { ...target, name: twin, ...equal });
      if (twin && !(await wanted.makeRoom?.(libraryPath({ ...target, name: twin })))) continue;
      await recordTarget(this.database, upload.id, { ...target, sha256: upload.sha256 });
      if (await folder.link(staged, name)) {
        return this.commit(upload, folder, target, name === wanted.name ? 'stored' : 'kept-both');
      }
      const same = await this.findSameContent(upload, folder, target);
      if (same) return this.finish(upload, { ...target, ...same });
      if ((await wanted.makeRoom?.(libraryPath(target))) && (await folder.link(staged, name))) {
        return this.commit(upload, folder, target, 'stored');
      }
    }
    throw new HearthError('upload.name-invalid', { detail: 'There are too many files of this name.' });
  }

  /** A name of a phone's photo must be free for the film that may belong to it too, and the other way round. */
  private async isBesideStranger(
    { deviceId, modifiedAt }: Upload,
    folder: LibraryFolder,
    name: string,
    { isBesidePartner }: Wanted,
  ): Promise<boolean> {
    if (!deviceId || !modifiedAt || isBesidePartner) return false;
    const there = await Promise.all(otherHalvesOf(name).map((other) => folder.find(other)));
    return there.some(
      (half) => half && Math.abs(Number(half.mtimeMs) - modifiedAt.getTime()) > PAIR_WITHIN_MS,
    );
  }

  /** The staged file itself, or on another disk a copy of it. */
  private async isOurs({ id, sha256 }: Hashed, folder: LibraryFolder, name: string): Promise<boolean> {
    const there = await folder.find(name);
    const ours = await lstat(this.staging.pathOf(id), { bigint: true });
    if (there?.dev === ours.dev) return there.ino === ours.ino;
    if (!there?.isFile() || there.size !== ours.size || there.mtimeMs !== ours.mtimeMs) return false;
    return (await this.threads.run('hash', id, { path: folder.at(name) })).sha256 === sha256;
  }

  private async commit(
    upload: Hashed,
    folder: LibraryFolder,
    target: Target,
    outcome: UploadOutcome,
  ): Promise<Upload> {
    await this.settle(upload, folder, target);
    const version = await versionOf(folder, target);
    if (!version) throw new HearthError('upload.folder-changed');
    const record = (): Promise<void> =>
      this.database.transaction(async (manager) => {
        const fileId = await recordUpload(manager, {
          version,
          sha256: upload.sha256,
          newId: v7() as FileId,
          ...claimedType(upload.mimeType),
          uploadedBy: upload.userId,
          deviceId: upload.deviceId ?? upload.sessionDeviceId,
        });
        if (upload.deviceId) {
          await this.devices.recordSync(manager, upload.deviceId, { files: 1, bytes: upload.sizeBytes });
        }
        await noteGuest(manager, upload, fileId);
        const done = { ...target, sha256: upload.sha256, outcome, fileId, expiresAt: keptUntil() };
        await recordDone(manager, upload.id, done);
      });
    try {
      // A scan may add the row between our look and our insert; the second time it is found.
      await record().catch(record);
    } catch (error) {
      // Committed the first time already, though the answer was lost on its way.
      if ((await findUpload(this.database, upload.id))?.state !== 'done') throw error;
    }
    return this.cleanUp(upload);
  }

  /** What the disk did not keep must not be there to be found by the next try. */
  private async settle(upload: Hashed, folder: LibraryFolder, { name }: Target): Promise<void> {
    try {
      await folder.sync();
    } catch (error) {
      if (await this.isOurs(upload, folder, name)) await folder.remove(name);
      throw error;
    }
  }

  /** The same bytes are there. */
  private async finish(upload: Hashed, { id, folder, name }: Target & { id: FileId }): Promise<Upload> {
    await noteGuest(this.database, upload, id);
    await recordDone(this.database, upload.id, {
      ...{ folder, name, sha256: upload.sha256, fileId: id },
      outcome: 'already-here',
      expiresAt: keptUntil(),
    });
    return this.cleanUp(upload);
  }

  private async cleanUp({ id }: Upload): Promise<Upload> {
    await this.staging.remove(id);
    return (await findUpload(this.database, id)) as Upload;
  }

  /** The file of that name, if it has the same bytes. */
  private async findSameContent(
    upload: Hashed,
    folder: LibraryFolder,
    target: Target,
  ): Promise<{ id: FileId } | undefined> {
    const version = await versionOf(folder, target);
    if (version?.sizeBytes !== upload.sizeBytes) return undefined;
    const { sha256 } = await this.threads.run('hash', upload.id, { path: folder.at(target.name) });
    if (sha256 !== upload.sha256) return undefined;
    const found = { version, sha256, newId: v7() as FileId, ...claimedType(upload.mimeType) };
    const record = (): Promise<void> => recordFingerprint(this.database, found);
    // Whoever was quicker with the same bytes may add their row between our look and our insert, too.
    await record().catch(record);
    const id = await findFileAt(this.database, target);
    return id && { id };
  }
}

async function noteGuest(database: Queryable, { shareId, guestId }: Upload, fileId: FileId): Promise<void> {
  if (shareId && guestId !== null) await recordGuestUpload(database, { shareId, guestId, fileId });
}

const KINDS: readonly FileKind[] = ['image', 'video', 'audio'];

/** Until the indexer has looked at the content, the client's word, if it names a type that we show. */
function claimedType(mimeType: string): { kind: FileKind; mimeType: string } {
  const { contentType, isShown } = servedTypeOf(mimeType);
  const kind = KINDS.find((one) => isShown && contentType.startsWith(`${one}/`));
  return kind ? { kind, mimeType: contentType } : { kind: 'other', mimeType: 'application/octet-stream' };
}

/** What looks the same to people, in the other spelling of Unicode. */
async function findTwin(folder: LibraryFolder, name: string): Promise<string | undefined> {
  for (const twin of twinsOf(name)) if (await folder.find(twin)) return twin;
  return undefined;
}

async function versionOf(folder: LibraryFolder, target: Target): Promise<FileVersion | undefined> {
  const status = await folder.find(target.name);
  if (!status?.isFile()) return undefined;
  const { size, mtimeNs, ino } = status;
  return { path: libraryPath(target), sizeBytes: Number(size), mtimeNs, inode: ino };
}

function keptUntil(): Date {
  return new Date(Date.now() + OUTCOME_KEPT_MS);
}
