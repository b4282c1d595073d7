import { Injectable } from '@nestjs/common';
import type { DeviceId, ShareId } from '@hearth/contracts';
import { HearthError, type Caller, type Visitor } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { claimUploadRoom, giveBackUploadRoom, guestFolder } from '../shares/guest-uploads.js';
import { Guests } from '../shares/guests.js';

/** A guest, as far as uploads go. */
export interface Bringer {
  readonly shareId: ShareId;
  readonly guestId: string;
  /** Where all that comes by the link goes, whatever the guest says. */
  readonly folder: string;
  readonly leftBytes: number;
}

/** Whose a file will be: a person's, or the maker's of the link by which a guest brings it. */
export interface Uploader extends Pick<Caller, 'userId' | 'role'> {
  readonly deviceId?: DeviceId | undefined;
  readonly bringer?: Bringer | undefined;
}

/** What a guest may send in one request: pages send less, and nginx takes it in before media looks at it. */
const LARGEST_PIECE_BYTES = 64 * 1024 ** 2;

/** Who sends files. */
@Injectable()
export class Uploaders {
  constructor(
    private readonly guests: Guests,
    private readonly database: DataSource,
  ) {}

  /** Throws `share.no-uploads`. */
  async of(visitor: Caller | Visitor): Promise<Uploader> {
    if ('role' in visitor) return visitor;
    const { shareId, guestId } = visitor;
    if (!shareId || guestId === undefined) throw new HearthError('auth.required');
    const share = await this.guests.get(shareId);
    if (!share.allowUpload) throw new HearthError('share.no-uploads');
    const leftBytes = Math.max(0, share.maxUploadBytes - share.uploadBytes);
    const bringer: Bringer = { shareId, guestId, folder: guestFolder(share), leftBytes };
    return { userId: share.ownerId, role: 'editor', bringer };
  }

  /** Before any of a piece is taken in. Throws `auth.forbidden` for more of a guest's than is sensible, or of unknown length. */
  checkPiece({ shareId }: Visitor, lengthHeader: string | string[] | undefined): void {
    if (!shareId) return;
    const isLength = typeof lengthHeader === 'string' && /^\d+$/.test(lengthHeader);
    if (!isLength || Number(lengthHeader) > LARGEST_PIECE_BYTES) throw new HearthError('auth.forbidden');
  }

  /** Throws `share.full` where the link takes no more. */
  async claimRoom({ bringer }: Uploader, sizeBytes: number): Promise<void> {
    if (bringer && !(await claimUploadRoom(this.database, bringer.shareId, sizeBytes)))
      throw new HearthError('share.full');
  }

  async giveBackRoom({ bringer }: Uploader, sizeBytes: number): Promise<void> {
    if (bringer) await giveBackUploadRoom(this.database, bringer.shareId, sizeBytes);
  }
}
