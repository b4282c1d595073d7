import { Inject, Injectable } from '@nestjs/common';
import { libraryPath, type BinnedFile } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { binPath } from '../moving/bin-path.js';
import { isTaken } from '../moving/move-file.js';
import type { FileMove } from '../moving/moves.js';
import { candidateNames } from '../storing/target-names.js';

export interface PlannedRestore {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly former: string;
  readonly move: FileMove;
}

/** Where files from the bin go: where they lay, under a name that is free there. */
@Injectable()
export class RestoredNames {
  private readonly library: string;

  constructor(@Inject(MEDIA_CONFIG) config: MediaConfig) {
    this.library = config.HEARTH_LIBRARY;
  }

  async plan(files: readonly BinnedFile[]): Promise<PlannedRestore[]> {
    const claimed = new Set<string>();
    const planned: PlannedRestore[] = [];
    for (const file of files) {
      const name = await this.findFree(file, claimed);
      const to = libraryPath({ folder: file.folder, name });
      claimed.add(to);
      const move: FileMove = { kind: 'restore', fileId: file.id, from: binPath(file), to };
      planned.push({ id: file.id, folder: file.folder, name, former: file.name, move });
    }
    return planned;
  }

  private async findFree(file: BinnedFile, claimed: ReadonlySet<string>): Promise<string> {
    for (const name of candidateNames(file.name)) {
      const to = libraryPath({ folder: file.folder, name });
      if (!claimed.has(to) && !(await isTaken(this.library, binPath(file), to))) return name;
    }
    // The move itself then says that it is taken.
    return file.name;
  }
}
