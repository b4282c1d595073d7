import { Injectable } from '@nestjs/common';
import {
  changeProperties,
  findProperties,
  forgetFolderProperties,
  libraryPath,
  moveFolderProperties,
  splitLibraryPath,
  type SaidProperty,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { checkedFolder, checkedPassingName } from '../moving/checked-place.js';
import { Folders } from '../folders/folders.js';
import { Moves } from '../moving/moves.js';
import type { ReceivedBody } from '../staging/staging-folder.js';
import { WholeFiles } from '../receiving/whole-files.js';
import { DavRemoval } from './dav-removal.js';
import { DavResources, type DavFile, type DavResource } from './dav-resources.js';

/** Whether something was there before. */
export type Written = 'created' | 'replaced';

interface Put {
  readonly path: string;
  readonly body: ReceivedBody | undefined;
  readonly modifiedAt?: Date | undefined;
}

/** Stores, makes and moves what programs of WebDAV send. */
@Injectable()
export class DavWriting {
  constructor(
    private readonly database: DataSource,
    private readonly resources: DavResources,
    private readonly removal: DavRemoval,
    private readonly files: WholeFiles,
    private readonly folders: Folders,
    private readonly moves: Moves,
  ) {}

  /** Throws `folder.no-parent`, `auth.forbidden` for what is somebody else's, `request.method-not-allowed`, and what keeps it out of the library. */
  async put(
    caller: Caller,
    { path, body, modifiedAt }: Put,
  ): Promise<{ written: Written; sha256: string | null }> {
    const there = await this.resources.find(path);
    if (there?.kind === 'folder') throw notAllowed();
    const place = await this.placeFor(path);
    const bytes = { bytes: { body }, sizeBytes: body?.sizeBytes ?? 0 };
    const { sha256 } = await this.store(caller, { ...place, modifiedAt, ...bytes }, there);
    return { written: there ? 'replaced' : 'created', sha256 };
  }

  /** Throws `folder.no-parent`, `request.method-not-allowed`, `file.name-invalid`. */
  async makeFolder(path: string): Promise<void> {
    if (await this.resources.find(path)) throw notAllowed();
    const { folder, name } = await this.placeFor(path);
    const made = await this.folders.add(libraryPath({ folder, name }));
    // Of one that was there before.
    await forgetFolderProperties(this.database, made);
  }

  /** Where nothing is. Throws `folder.no-parent`, `file.name-invalid`, and what the disk says. */
  async move(resource: DavResource, path: string): Promise<void> {
    const { folder, name } = await this.placeFor(path);
    if (resource.kind === 'folder') {
      const { path: to } = await this.folders.move(resource.path, libraryPath({ folder, name }));
      await moveFolderProperties(this.database, resource.path, to);
      return;
    }
    const to = libraryPath({ folder: checkedFolder(folder, folder), name: checkedPassingName(name) });
    const move = { kind: 'file' as const, fileId: resource.file.id, from: resource.path, to };
    const failure = (await this.moves.run(async () => [move])).get(resource.file.id);
    if (failure) throw failure;
  }

  /** Of one file, to where nothing is. */
  async copyFile(caller: Caller, source: DavFile, path: string, copyOf: string): Promise<FileId | null> {
    const { file } = source;
    const place = await this.placeFor(path);
    const bytes = { bytes: { copyOf }, sizeBytes: Number(file.size_bytes) };
    const copied = { ...place, modifiedAt: file.modified_at, ...bytes };
    return (await this.store(caller, copied, undefined)).fileId;
  }

  /** The folder that something is to be put into, as the disk spells it. Throws `folder.no-parent`. */
  async placeFor(path: string): Promise<{ folder: string; name: string }> {
    const { folder, name } = splitLibraryPath(path);
    const parent = await this.resources.find(folder);
    if (parent?.kind !== 'folder') throw new HearthError('folder.no-parent');
    return { folder: parent.path, name };
  }

  private async store(
    caller: Caller,
    file: Parameters<WholeFiles['store']>[1],
    there: DavFile | undefined,
  ): ReturnType<WholeFiles['store']> {
    if (there) await this.removal.check(caller, there);
    let removed: DavFile | undefined;
    let said: readonly SaidProperty[] = [];
    try {
      const stored = await this.files.store(caller, file, async (path) => {
        const found: DavResource | undefined = await this.resources.find(path);
        // It came in the meantime, or no scan has seen it yet.
        if (found?.kind !== 'file') throw stillUnknown();
        said = (await findProperties(this.database, [found.file.id], [])).get(found.file.id) ?? [];
        await this.removal.remove(caller, found);
        removed = found;
        return true;
      });
      // They are said of what lies there, whatever bytes it has (RFC 4918, section 9.7.1).
      if (stored.fileId) await changeProperties(this.database, { fileId: stored.fileId }, said);
      return stored;
    } catch (error) {
      if (removed) await this.removal.takeBack(caller, removed);
      throw error;
    }
  }
}

function notAllowed(): HearthError {
  const headers = { allow: 'OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, DELETE, MOVE, COPY, LOCK, UNLOCK' };
  return new HearthError('request.method-not-allowed', { headers });
}

function stillUnknown(): HearthError {
  return new HearthError('library.busy', {
    detail: 'Something is there that was not looked at yet. Try again shortly.',
    headers: { 'retry-after': '5' },
  });
}
