import { mkdir } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { countFilesIn, derivedPath, findCovers, findFoldersIn, libraryPath, twinsOf } from '@hearth/catalog';
import type { InputOf, listFolder, moveFolder, OutputOf, SessionId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { checkedFolder } from '../moving/checked-place.js';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { diskProblem } from '../moving/disk-problem.js';
import { Moves } from '../moving/moves.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { isLibraryAway } from '../waking/library-away.js';
import { LibraryFolder } from '../storing/library-folder.js';
import { decideFolderMove } from './decide-folder-move.js';
import { findDiskFolders } from './disk-folders.js';
import { mergeFolders } from './merge-folders.js';

/** The tree of folders as it lies on the disk. */
@Injectable()
export class Folders {
  private readonly library: string;

  constructor(
    private readonly database: DataSource,
    private readonly moves: Moves,
    private readonly links: SignedLinks,
    @Inject(MEDIA_CONFIG) config: MediaConfig,
  ) {
    this.library = config.HEARTH_LIBRARY;
  }

  /** Throws `folder.not-found`. */
  async list(
    { path, limit, after }: InputOf<typeof listFolder>['query'],
    sessionId: SessionId,
  ): Promise<OutputOf<typeof listFolder>> {
    const [counted, own] = await Promise.all([
      findFoldersIn(this.database, path),
      countFilesIn(this.database, path),
    ]);
    const onDisk = await findDiskFolders(this.library, path, counted.length);
    const isKnown = path === '' || counted.length > 0 || own.files > 0;
    if (onDisk === undefined && !isKnown) throw new HearthError('folder.not-found');
    const { folders, nextAfter } = mergeFolders(counted, onDisk ?? [], { after, limit });
    const paths = folders.map(({ name }) => libraryPath({ folder: path, name }));
    const covers = await findCovers(this.database, paths);
    const linkTo = this.links.forSession(sessionId);
    return {
      path,
      folders: folders.map((folder, at) => ({
        ...folder,
        path: paths[at] as string,
        coverUrls: (covers.get(paths[at] as string) ?? []).map((sha256) =>
          linkTo(derivedPath(sha256, 'grid')),
        ),
      })),
      nextAfter,
      ...own,
    };
  }

  /** Throws `folder.name-taken`, `file.name-invalid`, `file.not-moved`, `library.offline`. */
  async add(given: string): Promise<string> {
    if (await isLibraryAway(this.library)) throw new HearthError('library.offline');
    const path = checkedFolder(given, await this.knownPart(given));
    const { folder: parentPath, name } = splitFolder(path);
    const parent = await LibraryFolder.open(this.library, parentPath).catch((error: unknown) => {
      throw diskProblem(error);
    });
    try {
      for (const twin of twinsOf(name))
        if (await parent.find(twin)) throw new HearthError('folder.name-taken');
      await mkdir(parent.at(name));
      await parent.sync();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new HearthError('folder.name-taken');
      throw diskProblem(error);
    } finally {
      await parent.close();
    }
    return path;
  }

  /** Throws `folder.not-found`, `folder.name-taken`, `folder.inside-itself`, `file.name-invalid`, and what the disk says. */
  async move(path: string, newPath: string): Promise<OutputOf<typeof moveFolder>> {
    const known = await this.knownPart(newPath);
    const to = checkedFolder(newPath, longer(known, commonPart(path, newPath)));
    checkedFolder(path, path);
    const decision = decideFolderMove(path, to);
    if (decision === 'nothing') return { path: to, files: 0, filesToFollow: 0 };
    if (decision === 'inside-itself') throw new HearthError('folder.inside-itself');
    return { path: to, ...(await this.moves.moveFolder(path, to)) };
  }

  /** The folders on the way that are there, as they are called. */
  private async knownPart(path: string): Promise<string> {
    for (let known = splitFolder(path).folder; known !== ''; known = splitFolder(known).folder) {
      const folder = await LibraryFolder.find(this.library, known);
      await folder?.close();
      if (folder) return known;
    }
    return '';
  }
}

function splitFolder(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}

function commonPart(one: string, other: string): string {
  const others = other.split('/');
  const parts = one.split('/');
  const differsAt = parts.findIndex((part, at) => part !== others[at]);
  return (differsAt === -1 ? parts : parts.slice(0, differsAt)).join('/');
}

function longer(one: string, other: string): string {
  return one.length >= other.length ? one : other;
}
