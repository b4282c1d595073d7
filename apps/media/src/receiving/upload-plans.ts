import { Inject, Injectable } from '@nestjs/common';
import { checkFileName, checkFolder, checkPassingName, type CheckedName } from '@hearth/catalog';
import type { DeviceId, UploadId } from '@hearth/contracts';
import { typeBySender } from '@hearth/media-types';
import { HearthError } from '@hearth/platform';
import { v7 } from 'uuid';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { BackupDevices } from '../storing/backup-devices.js';
import { Quotas } from './quotas.js';
import { StagingFolder } from '../staging/staging-folder.js';
import type { NewUpload, Upload } from '../staging/upload-record.js';
import { Uploaders, type Uploader } from './uploaders.js';

const EXPIRES_AFTER_MS = 3 * 86_400_000;

/** What a client says of a file before it sends it. */
export interface Announced {
  readonly name: string;
  /** In the library; the top of it if there is none. Without meaning for the backup of a device. */
  readonly folder?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly modifiedAt?: Date | undefined;
  readonly deviceId?: DeviceId | undefined;
  /** As it stood in the request. */
  readonly metadata?: string | undefined;
  readonly sizeBytes: number;
  /** A program puts it there under a name that it has for a moment: `~WRD0001.tmp`. */
  readonly isInPassing?: boolean;
}

/** A file that came as a whole. */
export interface StagedUpload extends Announced {
  readonly id: UploadId;
}

/** Whether a file may come in at all, before its first byte is taken. */
@Injectable()
export class UploadPlans {
  constructor(
    private readonly devices: BackupDevices,
    private readonly staging: StagingFolder,
    private readonly uploaders: Uploaders,
    private readonly quotas: Quotas,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  get maxBytes(): number {
    return this.config.HEARTH_MAX_UPLOAD;
  }

  /** Throws `upload.too-large`, `upload.name-invalid`, `upload.no-space`, `library.offline`, `device.not-found` or `share.full`. */
  async make(uploader: Uploader, announced: Announced): Promise<NewUpload> {
    const plan = await this.plan(uploader, announced);
    await this.staging.check(announced.sizeBytes);
    await this.uploaders.claimRoom(uploader, plan.sizeBytes);
    return plan;
  }

  /** Of a file whose bytes are here: room for them is not needed a second time. */
  async makeStaged(uploader: Uploader, { id, ...announced }: StagedUpload): Promise<NewUpload> {
    const plan = await this.plan(uploader, announced);
    await this.staging.checkLibrary();
    await this.uploaders.claimRoom(uploader, plan.sizeBytes);
    return { ...plan, id, offsetBytes: plan.sizeBytes };
  }

  /** Throws `upload.quota-exceeded` or `share.full`. */
  begin(plan: NewUpload): Promise<Upload> {
    return this.quotas.begin(plan);
  }

  /** Before a form is taken in, of which only the length is known. Throws `upload.no-space`, `library.offline` or `upload.quota-exceeded`. */
  async checkForm({ userId, bringer }: Uploader, lengthBytes: number): Promise<void> {
    await this.staging.check(lengthBytes);
    if (!bringer) await this.quotas.checkForm(userId, lengthBytes);
  }

  /** Of one that did not begin after all. */
  giveUp(uploader: Uploader, { sizeBytes }: NewUpload): Promise<void> {
    return this.uploaders.giveBackRoom(uploader, sizeBytes);
  }

  /** When an upload that nobody goes on with is thrown away. */
  expiry(): Date {
    return new Date(Date.now() + EXPIRES_AFTER_MS);
  }

  private async plan(uploader: Uploader, announced: Announced): Promise<NewUpload> {
    const { bringer } = uploader;
    const { sizeBytes } = announced;
    // Where it goes and whose it is was said by who made the link.
    const deviceId = bringer ? undefined : announced.deviceId;
    if (sizeBytes > this.maxBytes) throw new HearthError('upload.too-large');
    const name = nameOf(announced.name, announced.isInPassing);
    const folder = bringer?.folder ?? folderOf(announced.folder);
    if (deviceId) await this.devices.getFor(uploader, deviceId);
    return {
      id: v7() as UploadId,
      userId: uploader.userId,
      sessionDeviceId: uploader.deviceId ?? null,
      deviceId: deviceId ?? null,
      shareId: bringer?.shareId ?? null,
      guestId: bringer?.guestId ?? null,
      name,
      folder: deviceId ? null : folder,
      mimeType: typeBySender(name, announced.mimeType),
      modifiedAt: announced.modifiedAt ?? null,
      metadata: announced.metadata ?? '',
      sizeBytes,
      offsetBytes: 0,
      expiresAt: this.expiry(),
    };
  }
}

/** Throws `upload.name-invalid`. */
export function nameOf(given: string, isInPassing = false): string {
  return checked(isInPassing ? checkPassingName(given) : checkFileName(given), given, 'filename');
}

/** Throws `upload.name-invalid`. */
export function folderOf(given: string | undefined): string {
  return checked(checkFolder(given ?? ''), given ?? '', 'folder');
}

/** Of several files only the name tells which one is meant. */
const QUOTED_CHARACTERS = 80;

function checked(result: CheckedName, given: string, path: string): string {
  if (result.ok) return result.name;
  const characters = [...given.toWellFormed()];
  const quoted = characters.slice(0, QUOTED_CHARACTERS).join('');
  throw new HearthError('upload.name-invalid', {
    detail: `The ${path} “${quoted}${characters.length > QUOTED_CHARACTERS ? '…' : ''}” ${result.reason}.`,
    fields: [{ path, message: result.reason }],
  });
}
