import { Injectable } from '@nestjs/common';
import {
  albumsStatement,
  appendToAlbum,
  countAlbumFiles,
  deleteAlbum,
  findAlbum,
  findAlbumFiles,
  findInAlbum,
  insertAlbum,
  lockAlbum,
  moveInAlbum,
  recordAlbumChange,
  removeFromAlbum,
  type AlbumFile,
  type AlbumRow,
} from '@hearth/catalog';
import type { AlbumId, changeAlbum, FileId, InputOf, ItemOutcome, UserId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { findPage, type Page, type PageQuery } from '../find-page.js';
import { readPlace, writePlace } from '../list-place.js';

/** One more would take its place in a statement that numbers all of them. */
const MOST_FILES = 100_000;
const DEFAULT_LIMIT = 100;
const place = z.tuple([z.string().regex(/^-?\d{1,19}$/), z.uuid()]);

/** The albums of the house: whoever may edit may change any of them. */
@Injectable()
export class Albums {
  constructor(private readonly database: DataSource) {}

  list({ fileId, ...page }: PageQuery & { fileId?: FileId | undefined }): Promise<Page<AlbumRow>> {
    return findPage<AlbumRow>(this.database, { ...albumsStatement(fileId), direction: 'DESC' }, page);
  }

  /** Throws `album.not-found`. */
  async get(id: AlbumId): Promise<AlbumRow> {
    const album = await findAlbum(this.database, id);
    if (!album) throw new HearthError('album.not-found');
    return album;
  }

  async files(
    id: AlbumId,
    { cursor, limit = DEFAULT_LIMIT }: Pick<PageQuery, 'cursor' | 'limit'>,
  ): Promise<{ rows: AlbumFile[]; nextCursor: string | null }> {
    const [position, fileId] = cursor === undefined ? [] : readPlace(place, cursor);
    const after = position === undefined ? undefined : { position, id: fileId as FileId };
    const found = await findAlbumFiles(this.database, id, { after, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, nextCursor: last ? writePlace([last.position, last.id]) : null };
  }

  /** Throws `file.not-found` where one of the files is not there; then there is no album either. */
  async add(createdBy: UserId, title: string, fileIds: readonly FileId[]): Promise<AlbumRow> {
    const id = v7() as AlbumId;
    await this.database.transaction(async (manager) => {
      await insertAlbum(manager, { id, title, createdBy });
      const added = await appendToAlbum(manager, id, fileIds);
      if (added.size < fileIds.length) throw new HearthError('file.not-found');
      await recordAlbumChange(manager, id);
    });
    return this.get(id);
  }

  /** Throws `album.not-found`, and `file.not-found` for what is not in the album. */
  async change(
    id: AlbumId,
    { title, coverFileId, move }: InputOf<typeof changeAlbum>['body'],
  ): Promise<AlbumRow> {
    await this.alone(id, async (manager) => {
      const named = [
        ...(move?.fileIds ?? []),
        ...(move?.before ? [move.before] : []),
        ...(coverFileId ? [coverFileId] : []),
      ];
      const there = await findInAlbum(manager, id, named);
      if (named.some((fileId) => !there.has(fileId))) throw new HearthError('file.not-found');
      if (move) await moveInAlbum(manager, id, move);
      await recordAlbumChange(manager, id, { title, coverFileId });
    });
    return this.get(id);
  }

  async remove(id: AlbumId): Promise<void> {
    const isRemoved = await this.database.transaction((manager) => deleteAlbum(manager, id));
    if (!isRemoved) throw new HearthError('album.not-found');
  }

  /** Throws `album.not-found`, `album.full`. */
  addFiles(id: AlbumId, fileIds: readonly FileId[]): Promise<ItemOutcome[]> {
    return this.alone(id, async (manager) => {
      const files = await countAlbumFiles(manager, id);
      if (files + fileIds.length > MOST_FILES) throw new HearthError('album.full');
      const there = await appendToAlbum(manager, id, fileIds);
      await recordAlbumChange(manager, id);
      return fileIds.map((fileId): ItemOutcome =>
        there.has(fileId)
          ? { id: fileId, outcome: 'done' }
          : { id: fileId, outcome: 'failed', code: 'file.not-found' },
      );
    });
  }

  /** What was not in it need not be taken out. Throws `album.not-found`. */
  takeFiles(id: AlbumId, fileIds: readonly FileId[]): Promise<ItemOutcome[]> {
    return this.alone(id, async (manager) => {
      await removeFromAlbum(manager, id, fileIds);
      await recordAlbumChange(manager, id);
      return fileIds.map((fileId): ItemOutcome => ({ id: fileId, outcome: 'done' }));
    });
  }

  /** One change of an album at a time. */
  private alone<T>(id: AlbumId, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(async (manager) => {
      if (!(await lockAlbum(manager, id))) throw new HearthError('album.not-found');
      return work(manager);
    });
  }
}
