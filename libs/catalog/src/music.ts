import { LISTED_FILE, ofFiles, type FileRecord, type ListedFile } from './file-record.js';
import { LISTED } from './listed.js';

/*
 * Statements for a list that is shown page by page: each row has an `id` (a UUID) and a `"pageKey"` that it stands in the order of.
 */

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface MusicArtistRow {
  readonly name: string;
  readonly albums: number;
  readonly tracks: number;
  readonly coverOf: string | null;
}

export interface MusicAlbumRow {
  readonly id: string;
  readonly title: string;
  readonly artist: string | null;
  readonly year: number | null;
  readonly tracks: number;
  readonly durationSec: number;
  readonly coverOf: string | null;
}

export type MusicTrackRow = ListedFile & Pick<FileRecord, 'title' | 'artist' | 'album' | 'track'>;

const MUSIC = `f.kind = 'audio' AND f.state = 'ready' AND ${LISTED}`;
/** Two records may have one title; where no album artist is named, the folder keeps them apart. The index is made of this very text. */
const ALBUM_KEY = `md5(f.album || E'\\x1f' || COALESCE('a' || (f.track ->> 'albumArtist'), 'f' || f.folder))`;
const ARTIST = `COALESCE(f.track ->> 'albumArtist', f.artist)`;
/** `1` of `1/12` and nothing at all come before the rest. */
const numberOf = (name: 'discNo' | 'trackNo') => `lpad(COALESCE(f.track ->> '${name}', '0'), 8, '0')`;
const PLACE = `${numberOf('discNo')} || ${numberOf('trackNo')} || lower(f.name)`;
const COVER = `(array_agg(f.sha256 ORDER BY ${PLACE}) FILTER (WHERE f.has_thumbnail AND f.sha256 IS NOT NULL))[1] AS "coverOf"`;

export function musicArtistsStatement(): Statement {
  return {
    sql: `SELECT md5(${ARTIST})::uuid AS id, lower(${ARTIST}) AS "pageKey", ${ARTIST} AS name,
        count(DISTINCT f.album)::int AS albums, count(*)::int AS tracks, ${COVER}
      FROM catalog.files f WHERE ${MUSIC} AND ${ARTIST} IS NOT NULL GROUP BY ${ARTIST}`,
    parameters: [],
  };
}

/** Of one artist: where they are the album's, or have a song on it. */
export function musicAlbumsStatement(artist: string | undefined): Statement {
  return {
    sql: `SELECT ${ALBUM_KEY}::uuid AS id, lower(min(f.album)) AS "pageKey", min(f.album) AS title,
        CASE WHEN min(${ARTIST}) = max(${ARTIST}) THEN min(${ARTIST}) END AS artist,
        min((f.track ->> 'year')::int) AS year, count(*)::int AS tracks,
        COALESCE(sum(f.duration_sec), 0)::float8 AS "durationSec", ${COVER}
      FROM catalog.files f WHERE ${MUSIC} AND f.album IS NOT NULL
      GROUP BY ${ALBUM_KEY} HAVING $1::text IS NULL OR bool_or(${ARTIST} = $1 OR f.artist = $1)`,
    parameters: [artist ?? null],
  };
}

export function musicTracksStatement({
  artist,
  albumId,
}: {
  artist?: string | undefined;
  albumId?: string | undefined;
}): Statement {
  const isOfAlbum = `f.album IS NOT NULL AND ${ALBUM_KEY} = replace($1, '-', '')`;
  return {
    sql: `SELECT ${LISTED_FILE}, ${ofFiles(['title', 'artist', 'album', 'track'])},
        lower(COALESCE(f.album, '')) || E'\\x1f' || ${PLACE} AS "pageKey"
      FROM catalog.files f WHERE ${MUSIC} AND ${albumId === undefined ? '$1::text IS NULL' : isOfAlbum}
        AND ($2::text IS NULL OR ${ARTIST} = $2 OR f.artist = $2)`,
    parameters: [albumId ?? null, artist ?? null],
  };
}
