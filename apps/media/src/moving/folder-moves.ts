import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  countFolderRows,
  forgetMoves,
  recordMovedFolder,
  recordMoves,
  removeDoublesOfFolder,
  type Move,
} from '@hearth/catalog';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { FileLocations } from '../streaming/file-locations.js';
import { again, sqlStateOf } from './again.js';
import { diskProblem } from './disk-problem.js';
import { isFolderTaken, moveFolder, resumeFolderMove } from './move-folder.js';

/** A moment of locks each, in which a list sees what was before. */
const FILES_AT_ONCE = 2_000;

/** More than these take longer than anybody waits for an answer: the others follow after it. */
const FILES_BEFORE_ANSWER = 4_000;

export interface MovedFolder {
  /** That lie in it, at whatever depth. */
  readonly files: number;
  /** Of these, whose place in the catalogue follows after the answer. */
  readonly filesToFollow: number;
}

/** Moves a whole folder: one rename on the disk, the rows of its files in batches. The caller has the turn. */
@Injectable()
export class FolderMoves {
  private readonly library: string;

  constructor(
    private readonly database: DataSource,
    private readonly locations: FileLocations,
    @Inject(MEDIA_CONFIG) config: MediaConfig,
  ) {
    this.library = config.HEARTH_LIBRARY;
  }

  /**
   * `answer` is called once there is something to say: all is done, or the folder is where it shall be and the rest of its
   * many files follows. What goes wrong after that is finished by whoever has the turn next.
   */
  async move(from: string, to: string, answer: (moved: MovedFolder) => void): Promise<void> {
    const status = await lstat(join(this.library, from), { bigint: true }).catch(() => undefined);
    if (!status?.isDirectory()) throw new HearthError('folder.not-found');
    if (await isFolderTaken(this.library, from, to)) throw new HearthError('folder.name-taken');
    const move: Move = {
      id: v7(),
      kind: 'folder',
      fileId: null,
      from,
      to,
      inode: status.ino,
      binnedWith: null,
    };
    await recordMoves(this.database, [move]);
    const placed = await moveFolder(this.library, move).catch(async (error: unknown) => {
      await forgetMoves(this.database, [move]);
      throw diskProblem(error);
    });
    if (placed === 'there') return this.finish(move, answer);
    await forgetMoves(this.database, [move]);
    if (placed === 'taken') throw new HearthError('folder.name-taken');
    if (placed === 'gone') throw new HearthError('folder.not-found');
    throw new HearthError('file.not-moved', {
      detail: 'The new place is on another disk. Move the files in it instead.',
    });
  }

  /** One that a crash cut short. */
  async resume(move: Move): Promise<void> {
    if ((await resumeFolderMove(this.library, move)) === 'there') await this.finish(move);
    else await forgetMoves(this.database, [move]);
  }

  private async finish(move: Move, answer?: (moved: MovedFolder) => void): Promise<void> {
    const [from, to] = [move.from, move.to as string];
    let total = 0;
    for (;;) {
      const moved = await again(() => this.moveSome(from, to));
      total += moved;
      if (moved < FILES_AT_ONCE) break;
      if (answer && total === FILES_BEFORE_ANSWER) {
        this.locations.forgetUnder(from);
        const filesToFollow = await countFolderRows(this.database, from);
        answer({ files: total + filesToFollow, filesToFollow });
      }
    }
    await forgetMoves(this.database, [move]);
    this.locations.forgetUnder(from);
    answer?.({ files: total, filesToFollow: 0 });
  }

  private async moveSome(from: string, to: string): Promise<number> {
    const places = { from, to, limit: FILES_AT_ONCE };
    try {
      return await this.database.transaction((manager) => recordMovedFolder(manager, places));
    } catch (error) {
      // SQLSTATE unique_violation
      if (sqlStateOf(error) === '23505') {
        await this.database.transaction((manager) => removeDoublesOfFolder(manager, places));
      }
      throw error;
    }
  }
}
