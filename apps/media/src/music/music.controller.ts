import { Controller } from '@nestjs/common';
import {
  derivedPath,
  musicAlbumsStatement,
  musicArtistsStatement,
  musicTracksStatement,
  type MusicAlbumRow,
  type MusicArtistRow,
  type MusicTrackRow,
} from '@hearth/catalog';
import {
  listMusicAlbums,
  listMusicArtists,
  listMusicTracks,
  type InputOf,
  type OutputOf,
  type SessionId,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { findPage } from '../find-page.js';
import { presentFile } from '../library/present-file.js';
import { SignedLinks } from '../streaming/signed-links.js';

/** The library as records and the people who made them. */
@Controller()
export class MusicController {
  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
  ) {}

  @Handle(listMusicArtists)
  async artists(
    @Input() { query }: InputOf<typeof listMusicArtists>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listMusicArtists>> {
    const list = { ...musicArtistsStatement(), direction: 'ASC' } as const;
    const { rows, ...page } = await findPage<MusicArtistRow>(this.database, list, query);
    return {
      items: rows.map(({ name, albums, tracks, coverOf }) => ({
        ...{ name, albums, tracks },
        coverUrl: this.coverUrl(coverOf, sessionId),
      })),
      ...page,
    };
  }

  @Handle(listMusicAlbums)
  async albums(
    @Input() { query }: InputOf<typeof listMusicAlbums>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listMusicAlbums>> {
    const list = { ...musicAlbumsStatement(query.artist), direction: 'ASC' } as const;
    const { rows, ...page } = await findPage<MusicAlbumRow>(this.database, list, query);
    return {
      items: rows.map(({ coverOf, ...album }) => ({ ...album, coverUrl: this.coverUrl(coverOf, sessionId) })),
      ...page,
    };
  }

  @Handle(listMusicTracks)
  async tracks(
    @Input() { query }: InputOf<typeof listMusicTracks>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listMusicTracks>> {
    const list = { ...musicTracksStatement(query), direction: 'ASC' } as const;
    const { rows, ...page } = await findPage<MusicTrackRow>(this.database, list, query);
    const linkTo = this.links.forSession(sessionId);
    return {
      items: rows.map((row) => ({
        ...presentFile(row, linkTo),
        ...{ title: row.title, artist: row.artist, album: row.album, track: row.track },
      })),
      ...page,
    };
  }

  private coverUrl(coverOf: string | null, sessionId: SessionId): string | null {
    return coverOf === null ? null : this.links.forSession(sessionId)(derivedPath(coverOf, 'grid'));
  }
}
