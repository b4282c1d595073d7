import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
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

const FOLDERS_KNOWN_FOR_MS = 1_000;

/** The way from a path in the library to what is there. */
@Injectable()
export class LibraryFiles {
  private readonly root: string;
  private readonly plainFolders = new Map<string, boolean>();
  private forgetAt = -Infinity;

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
      const status = await lstat(absolute, { bigint: true });
      if (!status.isFile() || !(await this.isPlainFolder(dirname(absolute)))) return undefined;
      const sizeBytes = Number(status.size);
      const look = {
        sizeBytes,
        mtimeMs: mtimeMsOf(status.mtimeNs),
        inode: Number(status.ino),
        ctimeMs: mtimeMsOf(status.ctimeNs),
        atMs: Date.now(),
      };
      return {
        version: { path, sizeBytes, mtimeNs: status.mtimeNs, inode: status.ino, ctimeNs: status.ctimeNs },
        look,
        ctimeMs: mtimeMsOf(status.ctimeNs),
      };
    } catch (error) {
      if (isNotThere(error)) return undefined;
      throw error;
    }
  }

  /** Whether the file is the one of a row, whose times may have been written down as doubles. */
  isSameAsRecorded(recorded: FileVersion, version: FileVersion): boolean {
    return (
      recorded.sizeBytes === version.sizeBytes &&
      recorded.inode === version.inode &&
      isSameTime(recorded.mtimeNs, version.mtimeNs) &&
      (recorded.ctimeNs === undefined || isSameTime(recorded.ctimeNs, version.ctimeNs ?? 0n))
    );
  }

  /** Whether no symbolic link is on the way there. Files come folder by folder, so the answer is kept for a moment. */
  private async isPlainFolder(folder: string): Promise<boolean> {
    if (performance.now() > this.forgetAt) {
      this.plainFolders.clear();
      this.forgetAt = performance.now() + FOLDERS_KNOWN_FOR_MS;
    }
    const known = this.plainFolders.get(folder);
    if (known !== undefined) return known;
    const expected = join(await realpath(this.root), relative(this.root, folder));
    const isPlain = (await realpath(folder)) === expected;
    this.plainFolders.set(folder, isPlain);
    return isPlain;
  }
}

export function isSameVersion(a: FileVersion, b: FileVersion | undefined): boolean {
  return (
    a.sizeBytes === b?.sizeBytes && a.mtimeNs === b.mtimeNs && a.inode === b.inode && a.ctimeNs === b.ctimeNs
  );
}

/** A double is exact to a quarter of a microsecond. */
function isSameTime(a: bigint, b: bigint): boolean {
  return a - b < 1_000n && b - a < 1_000n;
}

function isNotThere(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG';
}
