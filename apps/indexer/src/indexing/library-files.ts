import { lstat, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { mtimeMsOf, type FileVersion } from '@hearth/catalog';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import type { TimedLook } from './is-settled.js';

/** A regular file in the library, as it is now. */
export interface LibraryFile {
  readonly version: FileVersion;
  readonly look: TimedLook;
  readonly ctimeMs: number;
}

/** The way from a path in the library to what is there. */
@Injectable()
export class LibraryFiles {
  private readonly root: string;

  constructor(@Inject(INDEXER_CONFIG) config: IndexerConfig) {
    this.root = config.HEARTH_LIBRARY;
  }

  absolute(path: string): string {
    return join(this.root, path);
  }

  /** What is at the path, if it is a regular file that no symbolic link leads to. */
  async find(path: string): Promise<LibraryFile | undefined> {
    const absolute = this.absolute(path);
    try {
      const [status, folder, root] = await Promise.all([
        lstat(absolute, { bigint: true }),
        realpath(dirname(absolute)),
        realpath(this.root),
      ]);
      if (!status.isFile() || folder !== dirname(join(root, path))) return undefined;
      const sizeBytes = Number(status.size);
      const look = {
        sizeBytes,
        mtimeMs: mtimeMsOf(status.mtimeNs),
        inode: Number(status.ino),
        atMs: Date.now(),
      };
      return {
        version: { path, sizeBytes, mtimeNs: status.mtimeNs, inode: status.ino },
        look,
        ctimeMs: mtimeMsOf(status.ctimeNs),
      };
    } catch (error) {
      if (isNotThere(error)) return undefined;
      throw error;
    }
  }
}

export function isSameVersion(a: FileVersion, b: FileVersion | undefined): boolean {
  return a.sizeBytes === b?.sizeBytes && a.mtimeNs === b.mtimeNs && a.inode === b.inode;
}

function isNotThere(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG';
}
