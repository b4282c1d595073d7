import type { LucideIcon } from 'lucide-react';
import { Disc3, Mic, Music, Play, Shuffle } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { usePlace } from '../page/place.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { countOf, formatDuration } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { visibleText } from '../design/visible-text.ts';
import { LibraryHeader } from '../library/LibraryHeader.tsx';
import { findTile } from '../viewer/find-tile.ts';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { Covers } from './Covers.tsx';
import { jukebox } from './jukebox.ts';
import styles from './MusicPage.module.css';
import { TrackList } from './TrackList.tsx';
import { useArtists, useMusicAlbums, useTracks } from './use-music.ts';

const VIEWS = [
  { view: 'albums', label: 'Albums' },
  { view: 'artists', label: 'Artists' },
  { view: 'songs', label: 'Songs' },
] as const;

/** The music of the house: records, the people who made them, and all songs. */
export default function MusicPage() {
  const { path, search, viewedId } = usePlace();
  const albumId = search.get('album') ?? undefined;
  const artist = search.get('artist') ?? undefined;
  const view = VIEWS.find((one) => one.view === search.get('view'))?.view ?? 'albums';
  useScrollMemory(`${path}?${search}`);
  return (
    <div className={styles.page}>
      <LibraryHeader title="Music" />
      <nav className={styles.views} aria-label="Music">
        {VIEWS.map((one) => (
          <Link
            key={one.view}
            href={one.view === 'albums' ? '/music' : `/music?view=${one.view}`}
            className="chip"
            aria-current={
              one.view === view && albumId === undefined && artist === undefined ? 'page' : undefined
            }
          >
            {one.label}
          </Link>
        ))}
      </nav>
      {albumId !== undefined ? (
        <Songs key={albumId} filter={{ albumId }} />
      ) : artist !== undefined ? (
        <>
          <h2 className={styles.heading}>
            <bdi>{visibleText(artist)}</bdi>
          </h2>
          <Albums artist={artist} />
          <Songs key={artist} filter={{ artist }} heading="Songs" />
        </>
      ) : view === 'songs' ? (
        <Songs filter={{}} />
      ) : view === 'artists' ? (
        <Artists />
      ) : (
        <Albums />
      )}
      {viewedId !== undefined && <ViewedFile id={viewedId} listed={[]} findTile={findTile} />}
    </div>
  );
}

interface Pages {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly items: readonly unknown[];
  readonly hasNextPage: boolean;
  refetch(): Promise<unknown>;
  fetchNextPage(): Promise<unknown>;
}

interface PagedProps {
  readonly list: Pages;
  readonly empty: { readonly icon: LucideIcon; readonly title: string } | null;
  readonly children: ReactNode;
}

/** The faces that a list may have. */
function Paged({ list, empty, children }: PagedProps) {
  if (list.isPending) return <PageSkeleton />;
  if (list.error && list.items.length === 0)
    return <ProblemFace error={list.error} onRetry={() => void list.refetch()} />;
  if (list.items.length === 0)
    return (
      empty && (
        <Face icon={empty.icon} title={empty.title}>
          <p>Songs that are put into the library stand here, by what their tags say.</p>
        </Face>
      )
    );
  return (
    <>
      {children}
      {list.hasNextPage && (
        <p className={styles.more}>
          <button type="button" className="button" onClick={() => void list.fetchNextPage()}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}

function Albums({ artist }: { readonly artist?: string }) {
  const list = useMusicAlbums(artist);
  return (
    <Paged list={list} empty={artist === undefined ? { icon: Disc3, title: 'No albums yet' } : null}>
      <Covers
        label="Albums"
        icon={Disc3}
        covers={list.items.map(({ id, title, artist: by, year, tracks, coverUrl }) => ({
          ...{ key: id, coverUrl, title },
          href: `/music?album=${id}`,
          about: [by ?? 'Various artists', year ?? countOf(tracks, 'song')].join(' · '),
        }))}
      />
    </Paged>
  );
}

function Artists() {
  const list = useArtists();
  return (
    <Paged list={list} empty={{ icon: Mic, title: 'No artists yet' }}>
      <Covers
        label="Artists"
        icon={Mic}
        covers={list.items.map(({ name, albums, tracks, coverUrl }) => ({
          ...{ key: name, coverUrl, title: name },
          href: `/music?artist=${encodeURIComponent(name)}`,
          about:
            albums > 0 ? `${countOf(albums, 'album')} · ${countOf(tracks, 'song')}` : countOf(tracks, 'song'),
        }))}
      />
    </Paged>
  );
}

interface SongsProps {
  readonly filter: { readonly artist?: string; readonly albumId?: string };
  readonly heading?: string;
}

function Songs({ filter, heading }: SongsProps) {
  const list = useTracks(filter);
  const tracks = list.items;
  const isAlbum = filter.albumId !== undefined;
  const [first] = tracks;
  const durationSec = tracks.reduce((sum, one) => sum + (one.durationSec ?? 0), 0);
  return (
    <Paged
      list={list}
      empty={{ icon: Music, title: isAlbum ? 'This album is not here any more' : 'No music yet' }}
    >
      <header className={styles.about}>
        {isAlbum && first?.previewUrl && <img className={styles.cover} src={first.previewUrl} alt="" />}
        <div>
          {isAlbum ? (
            <h2 className={styles.heading}>
              <bdi>{visibleText(first?.album ?? '')}</bdi>
            </h2>
          ) : (
            heading !== undefined && <h2 className={styles.heading}>{heading}</h2>
          )}
          <p className={styles.figures}>
            {isAlbum && first && (
              <>
                <bdi>{visibleText(first.track?.albumArtist ?? first.artist ?? 'Unknown artist')}</bdi>
                {first.track?.year !== undefined && ` · ${first.track.year}`}
                {first.track?.genre !== undefined && ` · ${visibleText(first.track.genre)}`}
                <br />
              </>
            )}
            {countOf(tracks.length, 'song')}
            {list.hasNextPage ? ' and more' : ` · ${formatDuration(durationSec)}`}
          </p>
          <div className={styles.actions}>
            <button
              type="button"
              className="button button-primary"
              onClick={() => jukebox.play(tracks, 0, false)}
            >
              <Play size={18} aria-hidden /> Play
            </button>
            <button
              type="button"
              className="button"
              onClick={() => jukebox.play(tracks, Math.floor(Math.random() * tracks.length), true)}
            >
              <Shuffle size={18} aria-hidden /> Shuffle
            </button>
          </div>
        </div>
      </header>
      <TrackList label="Songs" tracks={tracks} isAlbum={isAlbum} />
    </Paged>
  );
}
