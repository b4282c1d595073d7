import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  findEnlargeableFile,
  findFullPicture,
  fullPicturePath,
  touchFullPicture,
  wantFullPicture,
  type EnlargeableFile,
  type FullPictureType,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { FileLocations } from '../streaming/file-locations.js';
import { waitUntilMade } from './wait-until-made.js';

const LOOK_EVERY_MS = 250;

interface FullPicture {
  readonly sha256: string;
  readonly mimeType: FullPictureType;
  /** Inside the derived folder. */
  readonly path: string;
}

type FoundPicture = FullPicture & { readonly isThere: boolean };

/** Pictures that browsers do not draw, in full size. They are made by the indexer; here they are asked for. */
@Injectable()
export class FullPictures {
  constructor(
    private readonly database: DataSource,
    private readonly locations: FileLocations,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  /**
   * Resolves when it is on the disk.
   *
   * @throws `file.no-rendition` when it never will be, `file.missing-on-disk`, `rendition.not-ready` when it takes long, and as
   *   `FileLocations.getOnDisk`
   */
  async waitFor(id: FileId, stopping: AbortSignal): Promise<FullPicture> {
    const file = await findEnlargeableFile(this.database, id);
    if (!file) throw new HearthError('file.no-rendition');
    let made: FoundPicture | undefined;
    const find = async () => {
      made = await this.findMade(file);
      return made?.isThere === true ? made : undefined;
    };
    const want = async () => {
      const { isMissing } = await this.locations.getOnDisk(id);
      if (isMissing) throw new HearthError('file.missing-on-disk');
      await wantFullPicture(this.database, file.sha256, made?.mimeType);
    };
    return waitUntilMade({ find, want, lookEveryMs: LOOK_EVERY_MS }, stopping);
  }

  /** Also where the disk has lost it. Throws `file.no-rendition` where it was given up. */
  private async findMade(file: EnlargeableFile): Promise<FoundPicture | undefined> {
    const known = await findFullPicture(this.database, file);
    const { sha256 } = file;
    if (known?.mimeType) {
      const path = fullPicturePath(sha256, known.mimeType);
      const isThere = await this.isThere(path);
      if (isThere) await touchFullPicture(this.database, sha256);
      return { sha256, mimeType: known.mimeType, path, isThere };
    }
    if (known?.reason) throw new HearthError('file.no-rendition', { detail: known.reason });
    return undefined;
  }

  private isThere(path: string): Promise<boolean> {
    return access(join(this.config.HEARTH_DERIVED, path)).then(
      () => true,
      () => false,
    );
  }
}
