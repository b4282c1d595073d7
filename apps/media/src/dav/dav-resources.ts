import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  findFileNamed,
  findFilesLyingIn,
  isHiddenFolder,
  libraryPath,
  splitLibraryPath,
  twinsOf,
  type FileAtPath,
} from '@hearth/catalog';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { findDiskFolders } from '../folders/disk-folders.js';
import { isLibraryAway } from '../waking/library-away.js';
import { LibraryFolder } from '../storing/library-folder.js';
import { spelledOnDisk } from '../storing/spelled-on-disk.js';

export interface DavFile {
  readonly kind: 'file';
  readonly path: string;
  readonly file: FileAtPath;
}
export interface DavFolder {
  readonly kind: 'folder';
  readonly path: string;
  readonly modifiedAt: Date;
}
export type DavResource = DavFile | DavFolder;

const FILES_AT_ONCE = 1_000;

/** What lies at a path: files as the catalogue has them, folders as they are on the disk. Neither has what is hidden. */
@Injectable()
export class DavResources {
  readonly library: string;

  constructor(
    private readonly database: DataSource,
    @Inject(MEDIA_CONFIG) config: MediaConfig,
  ) {
    this.library = config.HEARTH_LIBRARY;
  }

  /** Throws `file.not-found`, `library.offline`. */
  async get(path: string): Promise<DavResource> {
    const found = await this.find(path);
    if (!found) throw new HearthError('file.not-found');
    return found;
  }

  /** Throws `library.offline`: that nothing is there would tell a program to forget its copies. */
  async find(path: string): Promise<DavResource | undefined> {
    if (await isLibraryAway(this.library)) throw new HearthError('library.offline');
    const { folder, name } = splitLibraryPath(path);
    if (folder.split('/').some(isHiddenFolder)) return undefined;
    const spelled = await spelledOnDisk(this.library, folder);
    if (path !== '') {
      const file = await findFileNamed(this.database, spelled, [name, ...twinsOf(name)]);
      if (file) return asDavFile(file);
      if (isHiddenFolder(name)) return undefined;
    }
    return this.findFolder(path === '' ? '' : await spelledOnDisk(this.library, path));
  }

  /** What lies in a folder: its folders, then its files, a page at a time. */
  async *children({ path }: DavFolder): AsyncGenerator<DavResource> {
    for (const name of (await findDiskFolders(this.library, path, 0)) ?? []) {
      const child = await this.stat(libraryPath({ folder: path, name }));
      if (child) yield child;
    }
    for (let after: string | undefined; ;) {
      const files = await findFilesLyingIn(this.database, path, { after, limit: FILES_AT_ONCE });
      yield* files.map(asDavFile);
      after = files.at(-1)?.name;
      if (files.length < FILES_AT_ONCE) return;
    }
  }

  private async findFolder(path: string): Promise<DavFolder | undefined> {
    const folder = await LibraryFolder.find(this.library, path);
    if (!folder) return undefined;
    try {
      const status = await folder.find('.');
      return status && { kind: 'folder', path, modifiedAt: status.mtime };
    } finally {
      await folder.close();
    }
  }

  private async stat(path: string): Promise<DavFolder | undefined> {
    const status = await lstat(join(this.library, path)).catch(() => undefined);
    return status?.isDirectory() ? { kind: 'folder', path, modifiedAt: status.mtime } : undefined;
  }
}

function asDavFile(file: FileAtPath): DavFile {
  return { kind: 'file', path: libraryPath(file), file };
}
