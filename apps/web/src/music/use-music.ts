import {
  listMusicAlbums,
  listMusicArtists,
  listMusicTracks,
  type MusicAlbum,
  type MusicArtist,
  type MusicTrack,
} from '@hearth/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FILES_KEY } from '../files/use-files.ts';
import { request } from '../session/request.ts';

/** With the lists of files: what changes in the library changes these. */
const MUSIC_KEY = [...FILES_KEY, 'music'] as const;
const PAGE_SIZE = 200;

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

function usePages<Item>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
) {
  const query = useInfiniteQuery({
    queryKey: [...MUSIC_KEY, ...key],
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? [] };
}

export const useArtists = () =>
  usePages<MusicArtist>(['artists'], (cursor) =>
    request(listMusicArtists, { query: { limit: PAGE_SIZE, cursor } }),
  );

export const useMusicAlbums = (artist?: string) =>
  usePages<MusicAlbum>(['albums', artist], (cursor) =>
    request(listMusicAlbums, { query: { artist, limit: PAGE_SIZE, cursor } }),
  );

export const useTracks = (filter: { artist?: string | undefined; albumId?: string | undefined }) =>
  usePages<MusicTrack>(['tracks', filter], (cursor) =>
    request(listMusicTracks, { query: { ...filter, limit: PAGE_SIZE, cursor } }),
  );
