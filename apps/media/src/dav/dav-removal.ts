import { Injectable } from '@nestjs/common';
import {
  findFilesLyingBelow,
  forgetFolderProperties,
  holdsFilesOfOthers,
  libraryPath,
  type FileAtPath,
} from '@hearth/catalog';
import { hasRole, type FileId } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { Bin } from '../bin/bin.js';
import { mayRemove } from '../bin/may-remove.js';
import { binPath } from '../moving/bin-path.js';
import { Moves, type FileMove } from '../moving/moves.js';
import { DavResources, type DavFile, type DavResource } from './dav-resources.js';
import { removeEmptyFolders } from './empty-folders.js';

const FILES_AT_ONCE = 200;

/**
 * Takes away what lies at a path: into the bin, so that what a program replaces or deletes can be had back. Each file by itself: what
 * belongs to it is asked for by name, too.
 */
@Injectable()
export class DavRemoval {
  constructor(
    private readonly database: DataSource,
    private readonly moves: Moves,
    private readonly bin: Bin,
    private readonly resources: DavResources,
  ) {}

  /** Throws `auth.forbidden` where any of it is not the caller's to remove; then all of it stays. */
  async check(caller: Caller, resource: DavResource): Promise<void> {
    const isAllowed =
      resource.kind === 'file'
        ? mayRemove(caller, resource.file.uploaded_by)
        : resource.path !== '' &&
          (hasRole(caller.role, 'admin') ||
            !(await holdsFilesOfOthers(this.database, resource.path, caller.userId)));
    if (!isAllowed) throw new HearthError('auth.forbidden');
  }

  /** Throws as `check`, and `folder.not-empty`, `file.missing-on-disk` and what the disk says. */
  async remove(caller: Caller, resource: DavResource): Promise<void> {
    await this.check(caller, resource);
    if (resource.kind === 'file') return this.removeFile(resource);
    for (let after: FileId | undefined; ;) {
      const files = await findFilesLyingBelow(this.database, resource.path, { after, limit: FILES_AT_ONCE });
      const failures = await this.moves.run(async () => files.map(takeAway));
      const [failure] = [...failures.values()].filter(({ code }) => code !== 'file.missing-on-disk');
      if (failure) throw failure;
      after = files.at(-1)?.id;
      if (files.length < FILES_AT_ONCE) break;
    }
    if (!(await removeEmptyFolders(this.resources.library, resource.path)))
      throw new HearthError('folder.not-empty');
    await forgetFolderProperties(this.database, resource.path);
  }

  /** It was to be replaced, and nothing came in its place. */
  async takeBack(caller: Caller, { file }: DavFile): Promise<void> {
    if (Number(file.size_bytes) > 0) await this.bin.restore(caller, [file.id]);
  }

  private async removeFile({ file }: DavFile): Promise<void> {
    const failures = await this.moves.run(async () => [takeAway(file)]);
    const failure = failures.get(file.id);
    if (failure) throw failure;
  }
}

/** Programs make empty files to write into; nobody wants these back. */
function takeAway(file: FileAtPath): FileMove {
  const from = libraryPath(file);
  if (Number(file.size_bytes) === 0) return { kind: 'purge', fileId: file.id, from, to: null };
  return { kind: 'bin', fileId: file.id, from, to: binPath(file), binnedWith: null };
}
