import { Injectable } from '@nestjs/common';
import { copyProperties, countFilesIn, findFoldersIn, splitLibraryPath } from '@hearth/catalog';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { LibraryFolder } from '../storing/library-folder.js';
import { DavRemoval } from './dav-removal.js';
import { DavResources, type DavFile, type DavFolder, type DavResource } from './dav-resources.js';
import { DavWriting, type Written } from './dav-writing.js';
import { decideTransfer } from './decide-transfer.js';

export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly mayOverwrite: boolean;
}

/** In one request. */
const MOST_COPIED_FILES = 10_000;

/** Moves and copies (RFC 4918, sections 9.8 and 9.9). */
@Injectable()
export class DavTransfers {
  constructor(
    private readonly database: DataSource,
    private readonly resources: DavResources,
    private readonly removal: DavRemoval,
    private readonly writing: DavWriting,
  ) {}

  async move(caller: Caller, transfer: Transfer): Promise<Written> {
    const { source, there } = await this.prepare(caller, transfer);
    if (there) await this.removal.remove(caller, there);
    try {
      await this.writing.move(source, transfer.to);
    } catch (error) {
      if (there?.kind === 'file') await this.removal.takeBack(caller, there);
      throw error;
    }
    return there ? 'replaced' : 'created';
  }

  /** `isShallow`: of a folder alone, without what lies in it. */
  async copy(caller: Caller, transfer: Transfer, { isShallow }: { isShallow: boolean }): Promise<Written> {
    const { source, there } = await this.prepare(caller, transfer);
    if (source.kind === 'folder' && !isShallow) await this.checkSize(source);
    if (there) await this.removal.remove(caller, there);
    try {
      if (source.kind === 'file') await this.copyFile(caller, source, transfer.to);
      else await this.copyFolder(caller, source, transfer.to, isShallow);
    } catch (error) {
      if (there?.kind === 'file') await this.removal.takeBack(caller, there);
      throw error;
    }
    return there ? 'replaced' : 'created';
  }

  /** Nothing is touched before all that could be wrong has been looked at. */
  private async prepare(
    caller: Caller,
    { from, to, mayOverwrite }: Transfer,
  ): Promise<{ source: DavResource; there: DavResource | undefined }> {
    const source = await this.resources.get(from);
    const there = await this.resources.find(to);
    const decision = decideTransfer(source.path, there?.path ?? to, {
      isTaken: there !== undefined,
      mayOverwrite,
    });
    if (decision !== 'go') throw new HearthError(decision);
    await this.writing.placeFor(to);
    if (there) await this.removal.check(caller, there);
    return { source, there };
  }

  private async copyFolder(caller: Caller, source: DavFolder, to: string, isShallow: boolean): Promise<void> {
    await this.writing.makeFolder(to);
    await copyProperties(this.database, { folder: source.path }, { folder: to });
    if (isShallow) return;
    for await (const child of this.resources.children(source)) {
      const target = `${to}/${splitLibraryPath(child.path).name}`;
      if (child.kind === 'file') await this.copyFile(caller, child, target);
      else await this.copyFolder(caller, child, target, false);
    }
  }

  private async copyFile(caller: Caller, source: DavFile, to: string): Promise<void> {
    const { folder, name } = splitLibraryPath(source.path);
    const held = await LibraryFolder.find(this.resources.library, folder);
    try {
      // A link would lead to bytes that are not the library's.
      if (!held || !(await held.find(name))?.isFile()) throw new HearthError('file.missing-on-disk');
      const fileId = await this.writing.copyFile(caller, source, to, held.at(name));
      if (fileId) await copyProperties(this.database, { fileId: source.file.id }, { fileId });
    } finally {
      await held?.close();
    }
  }

  private async checkSize({ path }: DavFolder): Promise<void> {
    const below = await findFoldersIn(this.database, path);
    const own = await countFilesIn(this.database, path);
    const files = below.reduce((sum, folder) => sum + folder.files, own.files);
    if (files <= MOST_COPIED_FILES) return;
    const detail = `At most ${MOST_COPIED_FILES} files are copied at once.`;
    throw new HearthError('request.too-large', { detail });
  }
}
