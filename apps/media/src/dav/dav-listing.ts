import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import {
  countFilesIn,
  findFoldersIn,
  findProperties,
  splitLibraryPath,
  type SaidProperty,
} from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { DavLocks } from './dav-locks.js';
import { davHref } from './dav-path.js';
import { asksForLocks, lockProperties } from './lock-properties.js';
import { DavResources, type DavFolder, type DavResource } from './dav-resources.js';
import { asksForRoom, asksForSaid, livePropertiesOf, type Room } from './live-properties.js';
import type { WantedProperties } from './read-propfind.js';
import { MULTISTATUS_END, MULTISTATUS_START, writeProperties } from './write-multistatus.js';

const AT_ONCE = 200;

/** Writes what is asked of a file or folder, and of what lies in it. */
@Injectable()
export class DavListing {
  constructor(
    private readonly database: DataSource,
    private readonly resources: DavResources,
    private readonly locks: DavLocks,
  ) {}

  /** A piece at a time: a folder may hold a hundred thousand files. */
  async *write(
    resource: DavResource,
    withChildren: boolean,
    wanted: WantedProperties,
  ): AsyncGenerator<string> {
    const room = await this.findRoom(resource, wanted);
    yield (
      MULTISTATUS_START +
      (await this.writeAll([resource], splitLibraryPath(resource.path).folder, wanted, room))
    );
    if (withChildren && resource.kind === 'folder') yield* this.writeChildren(resource, wanted);
    yield MULTISTATUS_END;
  }

  private async *writeChildren(folder: DavFolder, wanted: WantedProperties): AsyncGenerator<string> {
    let batch: DavResource[] = [];
    for await (const child of this.resources.children(folder)) {
      batch.push(child);
      if (batch.length < AT_ONCE) continue;
      yield await this.writeAll(batch, folder.path, wanted);
      batch = [];
    }
    yield await this.writeAll(batch, folder.path, wanted);
  }

  /** Of one folder, some at once. */
  private async writeAll(
    resources: readonly DavResource[],
    folder: string,
    wanted: WantedProperties,
    room?: Room,
  ): Promise<string> {
    const files = resources.flatMap((one) => (one.kind === 'file' ? one.file.id : []));
    const folders = resources.flatMap((one) => (one.kind === 'folder' ? one.path : []));
    const paths = resources.map(({ path }) => path);
    const [said, locks] = await Promise.all([
      asksForSaid(wanted) ? findProperties(this.database, files, folders) : new Map<string, SaidProperty[]>(),
      asksForLocks(wanted) ? this.locks.findOn(folder, paths) : [],
    ]);
    return resources
      .map((resource) => {
        const key = resource.kind === 'file' ? resource.file.id : `/${resource.path}`;
        const live = new Map([...livePropertiesOf(resource, room), ...lockProperties(resource, locks)]);
        return writeProperties(davHref(resource.path, resource.kind), live, said.get(key) ?? [], wanted);
      })
      .join('');
  }

  private async findRoom(resource: DavResource, wanted: WantedProperties): Promise<Room | undefined> {
    const names = wanted.kind === 'some' ? wanted.names : wanted.kind === 'all' ? wanted.include : [];
    if (resource.kind !== 'folder' || !asksForRoom(names)) return undefined;
    const [{ bavail, bsize }, own, below] = await Promise.all([
      statfs(this.resources.library),
      countFilesIn(this.database, resource.path),
      findFoldersIn(this.database, resource.path),
    ]);
    const usedBytes = below.reduce((sum, { sizeBytes }) => sum + sizeBytes, own.sizeBytes);
    return { availableBytes: bavail * bsize, usedBytes };
  }
}
