import { Injectable } from '@nestjs/common';
import {
  findBinnedBefore,
  findBinnedFiles,
  findCompanions,
  findFilesToChange,
  libraryPath,
  type BinnedFile,
} from '@hearth/catalog';
import { hasRole, type FileId, type Restored } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { binPath } from '../moving/bin-path.js';
import { Moves, type Failures, type FileMove } from '../moving/moves.js';
import { mayRemove } from './may-remove.js';
import { RestoredNames } from './restored-names.js';

const AT_ONCE = 200;

/** Puts files into the bin, takes them out again, and deletes for good. */
@Injectable()
export class Bin {
  constructor(
    private readonly database: DataSource,
    private readonly moves: Moves,
    private readonly names: RestoredNames,
  ) {}

  /** Throws `file.not-found`, `auth.forbidden`, and what the disk says. */
  async putOne(caller: Caller, id: FileId): Promise<void> {
    const failure = (await this.put(caller, [id])).get(id);
    if (failure) throw failure;
  }

  /** By file, why it stays where it is. */
  async put(caller: Caller, ids: readonly FileId[]): Promise<Failures> {
    const refused = await this.refuse(caller, ids);
    const allowed = ids.filter((id) => !refused.has(id));
    if (allowed.length === 0) return refused;
    const failures = await this.moves.run(async () => {
      const files = await findFilesToChange(this.database, allowed);
      for (const id of allowed) if (!files.has(id)) refused.set(id, new HearthError('file.not-found'));
      const companions = await findCompanions(this.database, [...files.keys()]);
      return [
        ...[...files.values()].map((file) => intoBin(file, null)),
        ...companions.map((companion) => intoBin(companion, companion.of)),
      ];
    });
    return new Map([...refused, ...failures]);
  }

  private async refuse(caller: Caller, ids: readonly FileId[]): Promise<Map<FileId, HearthError>> {
    const files = await findFilesToChange(this.database, ids);
    const refused = new Map<FileId, HearthError>();
    for (const id of ids) {
      const file = files.get(id);
      if (!file) refused.set(id, new HearthError('file.not-found'));
      else if (!mayRemove(caller, file.uploadedBy)) refused.set(id, new HearthError('auth.forbidden'));
    }
    return refused;
  }

  /** What is in the bin or in the library, for admins. Throws `auth.forbidden`, `file.not-found`. */
  async deleteForGood(caller: Caller, id: FileId): Promise<void> {
    if (!hasRole(caller.role, 'admin')) throw new HearthError('auth.forbidden');
    let isFound = false;
    const failures = await this.moves.run(async () => {
      const listed = (await findFilesToChange(this.database, [id])).get(id);
      const binned = await findBinnedFiles(this.database, [id]);
      isFound = listed !== undefined || binned.some((file) => file.id === id);
      if (!listed) return binned.map(purgeBinned);
      const companions = await findCompanions(this.database, [id]);
      return [listed, ...companions].map((file): FileMove => ({
        kind: 'purge',
        fileId: file.id,
        from: libraryPath(file),
        to: null,
      }));
    });
    if (!isFound) throw new HearthError('file.not-found');
    const failure = failures.get(id);
    if (failure) throw failure;
  }

  /** Throws `file.not-found` also for what somebody else has put there, and what the disk says. */
  async restoreOne(caller: Caller, id: FileId): Promise<Restored> {
    const { restored, failures } = await this.restore(caller, [id]);
    const one = restored.get(id);
    if (!one) throw failures.get(id) ?? new HearthError('file.not-found');
    return one;
  }

  async restore(
    caller: Caller,
    ids: readonly FileId[],
  ): Promise<{ restored: ReadonlyMap<FileId, Restored>; failures: Failures }> {
    const restored = new Map<FileId, Restored>();
    const mine = new Set(
      (await findBinnedFiles(this.database, ids))
        .filter(({ id, uploadedBy }) => ids.includes(id) && mayRemove(caller, uploadedBy))
        .map(({ id }) => id),
    );
    const missing = new Map(
      ids.filter((id) => !mine.has(id)).map((id) => [id, new HearthError('file.not-found')]),
    );
    if (mine.size === 0) return { restored, failures: missing };
    const failures = await this.moves.run(async () => {
      const planned = await this.names.plan(await findBinnedFiles(this.database, [...mine]));
      for (const { id, folder, name, former } of planned) {
        if (mine.has(id)) restored.set(id, { id, folder, name, renamed: name !== former });
      }
      return planned.map(({ move }) => move);
    });
    for (const id of failures.keys()) restored.delete(id);
    return { restored, failures: new Map([...missing, ...failures]) };
  }

  /**
   * Deletes for good what has lain there since before then, some at a time so that others have their turn. Returns how many
   * these were; what the disk does not let go stays.
   */
  async empty(before: Date | string): Promise<number> {
    const until = typeof before === 'string' ? before : before.toISOString();
    for (let total = 0; ;) {
      let planned = 0;
      const failures = await this.moves.run(async () => {
        const files = await findBinnedBefore(this.database, until, AT_ONCE);
        planned = files.length;
        return files.map(purgeBinned);
      });
      total += planned - failures.size;
      if (planned < AT_ONCE || failures.size > 0) return total;
    }
  }
}

function intoBin(file: { id: FileId; folder: string; name: string }, binnedWith: FileId | null): FileMove {
  return { kind: 'bin', fileId: file.id, from: libraryPath(file), to: binPath(file), binnedWith };
}

function purgeBinned(file: BinnedFile): FileMove {
  return { kind: 'purge', fileId: file.id, from: binPath(file), to: null };
}
