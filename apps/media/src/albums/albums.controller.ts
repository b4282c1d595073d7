import { Controller } from '@nestjs/common';
import { derivedPath, type AlbumRow } from '@hearth/catalog';
import {
  addAlbum,
  addToAlbum,
  changeAlbum,
  getAlbum,
  listAlbums,
  removeAlbum,
  takeFromAlbum,
  type Album,
  type InputOf,
  type OutputOf,
  type SessionId,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { presentFile } from '../library/present-file.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { Albums } from './albums.js';

@Controller()
export class AlbumsController {
  constructor(
    private readonly albums: Albums,
    private readonly links: SignedLinks,
  ) {}

  @Handle(listAlbums)
  async list(
    @Input() { query }: InputOf<typeof listAlbums>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listAlbums>> {
    const { rows, ...page } = await this.albums.list(query);
    return { items: rows.map((row) => this.present(row, sessionId)), ...page };
  }

  @Handle(addAlbum)
  async add(
    @Input() { body }: InputOf<typeof addAlbum>,
    @CalledBy() { sessionId, userId }: Caller,
  ): Promise<OutputOf<typeof addAlbum>> {
    return this.present(await this.albums.add(userId, body.title, body.fileIds ?? []), sessionId);
  }

  @Handle(getAlbum)
  async get(
    @Input() { params: { id }, query }: InputOf<typeof getAlbum>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof getAlbum>> {
    const album = this.present(await this.albums.get(id), sessionId);
    const { rows, nextCursor } = await this.albums.files(id, query);
    const linkTo = this.links.forSession(sessionId);
    return { ...album, items: rows.map((row) => presentFile(row, linkTo)), nextCursor };
  }

  @Handle(changeAlbum)
  async change(
    @Input() { params: { id }, body }: InputOf<typeof changeAlbum>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof changeAlbum>> {
    return this.present(await this.albums.change(id, body), sessionId);
  }

  @Handle(removeAlbum)
  remove(@Input() { params: { id } }: InputOf<typeof removeAlbum>): Promise<void> {
    return this.albums.remove(id);
  }

  @Handle(addToAlbum)
  async addFiles(
    @Input() { params: { id }, body }: InputOf<typeof addToAlbum>,
  ): Promise<OutputOf<typeof addToAlbum>> {
    return { items: await this.albums.addFiles(id, body.fileIds) };
  }

  @Handle(takeFromAlbum)
  async takeFiles(
    @Input() { params: { id }, body }: InputOf<typeof takeFromAlbum>,
  ): Promise<OutputOf<typeof takeFromAlbum>> {
    return { items: await this.albums.takeFiles(id, body.fileIds) };
  }

  private present({ coverOf, createdAt, updatedAt, ...row }: AlbumRow, sessionId: SessionId): Album {
    const linkTo = this.links.forSession(sessionId);
    return {
      ...row,
      coverUrl: coverOf === null ? null : linkTo(derivedPath(coverOf, 'grid')),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    };
  }
}
