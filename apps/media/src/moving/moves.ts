import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  findMoves,
  forgetMoves,
  HEARTH_FOLDER,
  recordBinnedFiles,
  recordMovedFiles,
  recordMoves,
  recordPurgedFiles,
  recordRestoredFiles,
  splitLibraryPath,
  type Move,
  type MovedFile,
  type MoveKind,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { FileLocations } from '../streaming/file-locations.js';
import { isLibraryAway } from '../waking/library-away.js';
import { spelledOnDisk } from '../storing/spelled-on-disk.js';
import { diskProblem } from './disk-problem.js';
import { again } from './again.js';
import { FolderMoves, type MovedFolder } from './folder-moves.js';
import { isTaken, moveFile, purgeFile, resumeMove, type Placed } from './move-file.js';
import { MovingTurn } from './moving-turn.js';
import { removeBinFolders } from './bin-path.js';

/** What is to happen to one file. Paths are inside the library. */
export interface FileMove {
  readonly kind: Exclude<MoveKind, 'folder'>;
  readonly fileId: FileId;
  readonly from: string;
  readonly to: string | null;
  readonly binnedWith?: FileId | null;
}

/** By file, why it stayed where it was; those that are not in it were moved. */
export type Failures = ReadonlyMap<FileId, HearthError>;

const AT_ONCE = 200;

/**
 * Changes the library on the disk and in the catalogue: write down what is to be done → do it on the disk → commit. Whoever takes
 * the turn next finishes what a crash left.
 */
@Injectable()
export class Moves {
  private readonly logger = new Logger('Moves');
  private readonly library: string;

  constructor(
    private readonly database: DataSource,
    private readonly turn: MovingTurn,
    private readonly folders: FolderMoves,
    private readonly locations: FileLocations,
    @Inject(MEDIA_CONFIG) config: MediaConfig,
  ) {
    this.library = config.HEARTH_LIBRARY;
  }

  /** The folder that something is to be put into, as the disk spells it. */
  spelledOnDisk(folder: string): Promise<string> {
    return spelledOnDisk(this.library, folder);
  }

  /**
   * `plan` says what is to be done, in our turn; `commit` is what else is written in the same transaction, for those that were
   * moved. Throws `library.offline`, `library.busy`.
   */
  run(
    plan: () => Promise<readonly FileMove[]>,
    commit: (manager: EntityManager, moved: readonly FileId[]) => Promise<void> = async () => undefined,
  ): Promise<Failures> {
    return this.inTurn(async () => {
      const failures = new Map<FileId, HearthError>();
      const planned = await plan();
      for (let from = 0; from < planned.length; from += AT_ONCE) {
        await this.runSome(planned.slice(from, from + AT_ONCE), failures, commit);
      }
      return failures;
    });
  }

  /** Throws `folder.not-found`, `folder.name-taken`, `file.not-moved`, and as `run`. The turn ends when all files have followed. */
  moveFolder(from: string, to: string): Promise<MovedFolder> {
    return new Promise((resolve, reject) => {
      let isAnswered = false;
      const answer = (moved: MovedFolder) => {
        isAnswered = true;
        resolve(moved);
      };
      this.inTurn(() => this.folders.move(from, to, answer)).catch((error: unknown) => {
        if (isAnswered) this.logger.error('the files of a folder will follow later', error);
        else reject(error as Error);
      });
    });
  }

  /** Finishes what a crash left, if it left anything. */
  resume(): Promise<void> {
    return this.inTurn(async () => undefined);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (await isLibraryAway(this.library)) throw new HearthError('library.offline');
    return this.turn.hold(async () => {
      await this.resumeAll();
      return work();
    });
  }

  private async runSome(
    planned: readonly FileMove[],
    failures: Map<FileId, HearthError>,
    commit: (manager: EntityManager, moved: readonly FileId[]) => Promise<void>,
  ): Promise<void> {
    const moves: Move[] = [];
    for (const one of planned) {
      const move = await this.begin(one).catch(diskProblem);
      if (move instanceof HearthError) failures.set(one.fileId, move);
      else moves.push(move);
    }
    if (moves.length === 0) return;
    await recordMoves(this.database, moves);
    const done = new Map<Move, Placed>();
    for (const move of moves) {
      const placed = await this.doOnDisk(move).catch(diskProblem);
      if (placed instanceof HearthError) failures.set(move.fileId as FileId, placed);
      else if (placed.outcome === 'taken')
        failures.set(move.fileId as FileId, new HearthError('file.name-taken'));
      else if (placed.outcome === 'gone')
        failures.set(move.fileId as FileId, new HearthError('file.missing-on-disk'));
      else done.set(move, placed);
    }
    await this.commit(moves, done, commit);
  }

  private async begin({ kind, fileId, from, to, binnedWith }: FileMove): Promise<Move | HearthError> {
    const status = await lstat(join(this.library, from), { bigint: true }).catch(() => undefined);
    // To delete for good what is not there is not to fail.
    if (!status?.isFile() && kind !== 'purge') return new HearthError('file.missing-on-disk');
    if (to !== null && (await isTaken(this.library, from, to))) return new HearthError('file.name-taken');
    return { id: v7(), kind, fileId, from, to, inode: status?.ino ?? 0n, binnedWith: binnedWith ?? null };
  }

  private async doOnDisk(move: Move): Promise<Placed> {
    if (move.kind !== 'purge') return moveFile(this.library, move);
    await purgeFile(this.library, move);
    return { outcome: 'there' };
  }

  private async resumeAll(): Promise<void> {
    for (;;) {
      const left = await findMoves(this.database, AT_ONCE);
      if (left.length === 0) return;
      this.logger.warn(`${left.length} changes of the library were cut short, and are finished now`);
      const ended = await this.resumeSome(left);
      // What the disk does not tell of now waits for the next turn, and keeps nobody from theirs.
      if (ended === 0 || left.length < AT_ONCE) return;
    }
  }

  private async resumeSome(left: readonly Move[]): Promise<number> {
    const ended: Move[] = [];
    const done = new Map<Move, Placed>();
    for (const move of left) {
      try {
        if (move.kind === 'folder') await this.folders.resume(move);
        else {
          const placed = await (move.kind === 'purge' ? this.doOnDisk(move) : resumeMove(this.library, move));
          if (placed.outcome === 'there' || placed.outcome === 'copied') done.set(move, placed);
        }
        ended.push(move);
      } catch (error) {
        this.logger.error(`cannot finish what was cut short: ${JSON.stringify(move.from)} waits`, error);
      }
    }
    await this.commit(
      ended.filter(({ kind }) => kind !== 'folder'),
      done,
    );
    return ended.length;
  }

  /** Of those that were done the catalogue is told; all of them are over. */
  private async commit(
    moves: readonly Move[],
    done: ReadonlyMap<Move, Placed>,
    also: (manager: EntityManager, moved: readonly FileId[]) => Promise<void> = async () => undefined,
  ): Promise<void> {
    const of = (kind: MoveKind) => [...done].filter(([move]) => move.kind === kind);
    // A scan may look at the same rows.
    await again(() =>
      this.database.transaction(async (manager) => {
        await recordMovedFiles(manager, of('file').map(movedFile));
        await recordRestoredFiles(manager, of('restore').map(movedFile));
        await recordBinnedFiles(
          manager,
          of('bin').map(([{ fileId, binnedWith }]) => ({ id: fileId as FileId, withFile: binnedWith })),
        );
        await recordPurgedFiles(
          manager,
          of('purge').map(([{ fileId }]) => fileId as FileId),
        );
        await also(
          manager,
          [...done.keys()].map(({ fileId }) => fileId as FileId),
        );
        await forgetMoves(manager, moves);
      }),
    );
    for (const { fileId } of done.keys()) this.locations.forget(fileId as FileId);
    const vacated = [...done.keys()].filter(({ from }) => from.startsWith(`${HEARTH_FOLDER}/`));
    await removeBinFolders(this.library, vacated);
  }
}

function movedFile([{ fileId, to }, placed]: [Move, Placed]): MovedFile {
  return {
    id: fileId as FileId,
    ...splitLibraryPath(to as string),
    copy: placed.outcome === 'copied' ? placed : undefined,
  };
}
