import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { countFilesIn, findFoldersIn } from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { davHref } from './dav-path.js';
import { DavResources, type DavFolder, type DavResource } from './dav-resources.js';
import { asksForRoom, livePropertiesOf, type Room } from './live-properties.js';
import type { WantedProperties } from './read-propfind.js';
import { MULTISTATUS_END, MULTISTATUS_START, writeProperties } from './write-multistatus.js';

const AT_ONCE = 200;

/** Writes what is asked of a file or folder, and of what lies in it. */
@Injectable()
export class DavListing {
  constructor(
    private readonly database: DataSource,
    private readonly resources: DavResources,
  ) {}

  /** A piece at a time: a folder may hold a hundred thousand files. */
  async *write(
    resource: DavResource,
    withChildren: boolean,
    wanted: WantedProperties,
  ): AsyncGenerator<string> {
    const room = await this.findRoom(resource, wanted);
    yield `${MULTISTATUS_START}${this.writeOne(resource, wanted, room)}`;
    if (withChildren && resource.kind === 'folder') yield* this.writeChildren(resource, wanted);
    yield MULTISTATUS_END;
  }

  private async *writeChildren(folder: DavFolder, wanted: WantedProperties): AsyncGenerator<string> {
    let batch: DavResource[] = [];
    for await (const child of this.resources.children(folder)) {
      batch.push(child);
      if (batch.length < AT_ONCE) continue;
      yield batch.map((each) => this.writeOne(each, wanted)).join('');
      batch = [];
    }
    yield batch.map((each) => this.writeOne(each, wanted)).join('');
  }

  private writeOne(resource: DavResource, wanted: WantedProperties, room?: Room): string {
    const href = davHref(resource.path, resource.kind);
    return writeProperties(href, livePropertiesOf(resource, room), [], wanted);
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
