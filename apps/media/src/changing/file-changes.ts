import { Injectable } from '@nestjs/common';
import {
  editFiles,
  findCompanions,
  findFilesToChange,
  libraryPath,
  type FileEdits,
  type FileToChange,
} from '@hearth/catalog';
import type { changeFile, changeFiles, FileId, InputOf, ItemOutcome } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { Bin } from '../bin/bin.js';
import { Moves, type Failures, type FileMove } from '../moving/moves.js';
import { checkedFolder, checkedName } from '../moving/checked-place.js';
import { companionNames } from './companion-names.js';

type Change = InputOf<typeof changeFile>['body'];
type BatchChange = InputOf<typeof changeFiles>['body'];

/** Renames, moves and marks files, one or many. */
@Injectable()
export class FileChanges {
  constructor(
    private readonly database: DataSource,
    private readonly moves: Moves,
    private readonly bin: Bin,
  ) {}

  /** All of it, or nothing. Throws what the contracts say. */
  async change(id: FileId, { name, folder, ...edits }: Change): Promise<void> {
    const newName = name === undefined ? undefined : checkedName(name);
    if (newName === undefined && folder === undefined) return this.edit(id, edits);
    if ((await findFilesToChange(this.database, [id])).size === 0) throw new HearthError('file.not-found');
    let isFound = false;
    const failures = await this.moves.run(
      async () => {
        const files = await findFilesToChange(this.database, [id]);
        isFound = files.size > 0;
        return this.planMoves(files, { name: newName, folder });
      },
      async (manager, moved) => {
        if (moved.includes(id)) await editFiles(manager, [id], edits);
      },
    );
    if (!isFound) throw new HearthError('file.not-found');
    const failure = failures.get(id);
    if (failure) throw failure;
    // Where it had that name already nothing was moved; once more has no effect.
    if (hasEdits(edits)) await this.edit(id, edits);
  }

  /** Each for itself: one that fails stops no other. */
  async changeMany(
    caller: Caller,
    { fileIds, folder, delete: isToGo, ...edits }: BatchChange,
  ): Promise<ItemOutcome[]> {
    if (isToGo) return outcomes(fileIds, await this.bin.put(caller, fileIds));
    const failures = new Map<FileId, HearthError>();
    if (folder !== undefined) {
      const moved = await this.moves.run(async () =>
        this.planMoves(await findFilesToChange(this.database, fileIds), { folder }),
      );
      for (const [id, failure] of moved) failures.set(id, failure);
    }
    const rest = fileIds.filter((id) => !failures.has(id));
    const found = hasEdits(edits)
      ? new Set(await this.database.transaction((manager) => editFiles(manager, rest, edits)))
      : await findFilesToChange(this.database, rest);
    for (const id of rest) if (!found.has(id)) failures.set(id, new HearthError('file.not-found'));
    return outcomes(fileIds, failures);
  }

  private async edit(id: FileId, edits: FileEdits): Promise<void> {
    if (edits.orientation != null) {
      const file = (await findFilesToChange(this.database, [id])).get(id);
      if (!file) throw new HearthError('file.not-found');
      if (!file.isPicture) throw new HearthError('file.no-thumbnail');
    }
    const edited = await this.database.transaction((manager) => editFiles(manager, [id], edits));
    if (edited.length === 0) throw new HearthError('file.not-found');
  }

  private async planMoves(
    files: ReadonlyMap<FileId, FileToChange>,
    wanted: { name?: string | undefined; folder?: string | undefined },
  ): Promise<FileMove[]> {
    const moves: FileMove[] = [];
    const companions = await findCompanions(this.database, [...files.keys()]);
    for (const file of files.values()) {
      const name = wanted.name ?? file.name;
      const folder =
        wanted.folder === undefined
          ? file.folder
          : await this.moves.spelledOnDisk(checkedFolder(wanted.folder, file.folder));
      if (name === file.name && folder === file.folder) continue;
      const move = (id: FileId, former: { folder: string; name: string }, newName: string): FileMove => ({
        ...{
          kind: 'file',
          fileId: id,
          from: libraryPath(former),
          to: libraryPath({ folder, name: newName }),
        },
      });
      moves.push(move(file.id, file, name));
      const own = companions.filter(({ of }) => of === file.id).sort((a, b) => (a.name < b.name ? -1 : 1));
      const names = companionNames(
        own.map((companion) => companion.name),
        file.name,
        name,
      );
      own.forEach((companion, at) => moves.push(move(companion.id, companion, names[at] as string)));
    }
    return moves;
  }
}

function hasEdits(edits: object): boolean {
  return Object.values(edits).some((value) => value !== undefined);
}

export function outcomes(ids: readonly FileId[], failures: Failures): ItemOutcome[] {
  return ids.map((id) => {
    const failure = failures.get(id);
    return failure ? { id, outcome: 'failed', code: failure.code } : { id, outcome: 'done' };
  });
}
