import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, open, rm, rmdir, type FileHandle } from 'node:fs/promises';
import { HearthError } from '@hearth/platform';
import type { BigIntStats } from 'node:fs';
import { isNoSpace } from '../staging/no-space.js';
import { StagingFailed } from '../staging/staging-threads.js';

const { COPYFILE_EXCL, O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;

/** What is not there, and what is no folder: a file, or a symbolic link. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/**
 * A folder of the library that is held open. Names are looked up in the folder itself, not along its path, so a link that is
 * swapped in meanwhile leads nowhere.
 */
export class LibraryFolder {
  private constructor(private readonly handle: FileHandle) {}

  /** Makes what is missing of the path. Follows no symbolic link on the way down. */
  static async open(library: string, folder: string): Promise<LibraryFolder> {
    let current = await LibraryFolder.enter(library, O_RDONLY | O_DIRECTORY);
    for (const part of folder === '' ? [] : folder.split('/')) {
      try {
        await current.makeFolder(part);
        const next = await LibraryFolder.enter(current.at(part), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        await current.close();
        current = next;
      } catch (error) {
        await current.close();
        throw asProblem(error);
      }
    }
    return current;
  }

  /** The same for a folder that is to be there; undefined where it is not, or where something else is on the way. */
  static async find(library: string, folder: string): Promise<LibraryFolder | undefined> {
    let current = await LibraryFolder.enter(library, O_RDONLY | O_DIRECTORY);
    for (const part of folder === '' ? [] : folder.split('/')) {
      try {
        const next = await LibraryFolder.enter(current.at(part), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        await current.close();
        current = next;
      } catch (error) {
        await current.close();
        if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
        throw error;
      }
    }
    return current;
  }

  /** Puts a second name on the file; false where the name is taken. Nothing is ever overwritten. */
  async link(file: string, name: string): Promise<boolean> {
    try {
      await link(file, this.at(name));
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') return false;
      // Another disk is mounted inside the library.
      if (code === 'EXDEV') return this.copyIn(file, name);
      throw error;
    }
  }

  /** Undefined where there is nothing. */
  async find(name: string): Promise<BigIntStats | undefined> {
    try {
      return await lstat(this.at(name), { bigint: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Its entries survive a power cut from here on. */
  async sync(): Promise<void> {
    try {
      await this.handle.sync();
    } catch (error) {
      throw isNoSpace(error) ? error : new StagingFailed('sync-failed', String(error));
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.at(name), { force: true });
  }

  /** What a crash left of a copy of this file from another disk. */
  async removeHalfCopied(file: string): Promise<void> {
    await this.remove(hiddenNameOf(file));
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** An address of the name that only leads through this very folder. */
  at(name: string): string {
    return `/proc/self/fd/${this.handle.fd}/${name}`;
  }

  private static async enter(path: string, flags: number): Promise<LibraryFolder> {
    return new LibraryFolder(await open(path, flags));
  }

  private async makeFolder(name: string): Promise<void> {
    try {
      await mkdir(this.at(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
      throw error;
    }
    try {
      await this.sync();
    } catch (error) {
      // Found by the next try it would count as kept.
      await rmdir(this.at(name)).catch(() => undefined);
      throw error;
    }
  }

  /** Under a hidden name first: what is listed is complete. */
  private async copyIn(file: string, name: string): Promise<boolean> {
    const hidden = hiddenNameOf(file);
    await this.remove(hidden);
    try {
      await copyFile(file, this.at(hidden), COPYFILE_EXCL);
      const copy = await open(this.at(hidden), 'r+');
      try {
        const { atime, mtime } = await lstat(file);
        await copy.utimes(atime, mtime);
        await copy.sync();
      } finally {
        await copy.close();
      }
      return await this.link(this.at(hidden), name);
    } finally {
      await this.remove(hidden);
    }
  }
}

function hiddenNameOf(file: string): string {
  return `.hearth-${file.slice(file.lastIndexOf('/') + 1)}`;
}

function asProblem(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOTDIR' && code !== 'ELOOP' && code !== 'ENAMETOOLONG') return error;
  return new HearthError('upload.name-invalid', {
    detail: 'There is something else than a folder on the way to where the file should go.',
    cause: error,
  });
}
