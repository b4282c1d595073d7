import { addAlbum, hasRole, listAlbums } from '@hearth/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { BookImage, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { countOf } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { LibraryHeader } from '../library/LibraryHeader.tsx';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { AlbumTitleSheet } from './AlbumTitleSheet.tsx';
import styles from './AlbumsPage.module.css';

export const ALBUMS_KEY = ['albums'] as const;

/** The albums of the house, the last changed first. */
export default function AlbumsPage() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { role } = useSignedIn();
  const [isNaming, setNaming] = useState(false);
  useScrollMemory('albums');
  const list = useInfiniteQuery({
    queryKey: ALBUMS_KEY,
    queryFn: ({ pageParam }) => request(listAlbums, { query: { limit: 100, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const add = useMutation({
    mutationFn: (title: string) => request(addAlbum, { body: { title } }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ALBUMS_KEY });
      navigate(`/albums/${id}`);
    },
  });
  const albums = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const newAlbum = hasRole(role, 'editor') && (
    <button type="button" className="button" onClick={() => setNaming(true)}>
      <Plus size={18} aria-hidden /> New album
    </button>
  );
  return (
    <div className={styles.page}>
      <LibraryHeader title="Albums" />
      {list.isPending ? (
        <PageSkeleton />
      ) : list.isError && albums.length === 0 ? (
        <ProblemFace error={list.error} onRetry={() => void list.refetch()} />
      ) : albums.length === 0 ? (
        <Face icon={BookImage} title="No albums yet" actions={newAlbum}>
          <p>Select photos and choose Album, or begin with an empty one.</p>
        </Face>
      ) : (
        <>
          <p className={styles.tools}>{newAlbum}</p>
          <ul className={styles.albums} aria-label="Albums">
            {albums.map(({ id, title, files, coverUrl }) => (
              <li key={id}>
                <Link href={`/albums/${id}`} className={styles.album}>
                  <span className={styles.cover}>
                    {coverUrl === null ? (
                      <BookImage size={30} strokeWidth={1.5} aria-hidden />
                    ) : (
                      <img src={coverUrl} alt="" loading="lazy" decoding="async" />
                    )}
                  </span>
                  <bdi className={styles.title}>{title}</bdi>
                  <span className={styles.count}>{countOf(files, 'file')}</span>
                </Link>
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <button type="button" className="button" onClick={() => void list.fetchNextPage()}>
              Show more
            </button>
          )}
        </>
      )}
      {isNaming && (
        <AlbumTitleSheet
          heading="New album"
          action="Make it"
          title=""
          isPending={add.isPending}
          error={add.error}
          onSave={(title) => add.mutate(title)}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}
