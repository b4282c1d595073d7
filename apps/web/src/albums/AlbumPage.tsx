import {
  changeAlbum,
  getAlbum,
  hasRole,
  removeAlbum,
  type AlbumId,
  type FileSummary,
} from '@hearth/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { BookImage, CloudDownload, Link2, PencilLine, Trash2 } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { usePlace } from '../page/place.ts';
import type { PageProps } from '../page/page-props.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { useTitle } from '../page/use-title.ts';
import { Confirm } from '../design/Confirm.tsx';
import { Face } from '../design/Face.tsx';
import { Page } from '../design/Page.tsx';
import { countOf } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { useFiles } from '../files/use-files.ts';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionBar } from '../selection-bar/SelectionBar.tsx';
import { SelectionContext } from '../selection/use-selection.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { findTile } from '../viewer/find-tile.ts';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { ALBUMS_KEY } from './AlbumsPage.tsx';
import styles from './AlbumPage.module.css';
import { AlbumTitleSheet } from './AlbumTitleSheet.tsx';
import { AlbumView } from './AlbumView.tsx';

const ShareSheet = lazy(() => import('../shares/ShareSheet.tsx').then((m) => ({ default: m.ShareSheet })));

/** All of it, also what is not shown yet. */
async function keepAlbum(id: AlbumId): Promise<void> {
  const { keepFiles } = await import('../keeping/keep-files.ts');
  const files: FileSummary[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await request(getAlbum, { params: { id }, query: { limit: 200, cursor } });
    files.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  }
  await keepFiles(files);
}

/** While the files are on the way, or did not come. */
function faceOf({ isPending, isError, error, files, refetch }: ReturnType<typeof useFiles>) {
  if (isPending) return <PageSkeleton />;
  if (isError && files.length === 0) return <ProblemFace error={error} onRetry={() => void refetch()} />;
  return undefined;
}

/** One album, in its own order. */
export default function AlbumPage({ params }: PageProps) {
  const id = params['id'] as AlbumId;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { viewedId, search } = usePlace();
  const isByDay = search.get('by') === 'day';
  const { role } = useSignedIn();
  const [selection] = useState(() => new FileSelection());
  const [asking, setAsking] = useState<'title' | 'remove' | 'link'>();
  const list = useInfiniteQuery({
    queryKey: [...ALBUMS_KEY, id],
    queryFn: ({ pageParam }) =>
      request(getAlbum, { params: { id }, query: { limit: 200, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const album = list.data?.pages[0];
  const byDay = useFiles({ album: id, sort: 'takenAt' }, isByDay);
  const inOrder = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const files = isByDay ? byDay.files : inOrder;
  const showByDay = (isWanted: boolean) =>
    navigate(`/albums/${id}${isWanted ? '?by=day' : ''}`, { replace: true, state: history.state });
  useTitle(album?.title);
  useScrollMemory(`album ${id}`);
  const change = useMutation({
    mutationFn: (title: string) => request(changeAlbum, { params: { id }, body: { title } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ALBUMS_KEY });
      setAsking(undefined);
    },
  });
  const remove = useMutation({
    mutationFn: () => request(removeAlbum, { params: { id } }),
    onSuccess: async () => {
      navigate('/albums');
      client.removeQueries({ queryKey: [...ALBUMS_KEY, id] });
      await client.invalidateQueries({ queryKey: ALBUMS_KEY, exact: true });
    },
  });
  const { fetchNextPage, hasNextPage, isFetching } = isByDay ? byDay : list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (list.isPending) return <PageSkeleton />;
  if (!album) return <ProblemFace error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <SelectionContext value={selection}>
      <Page
        title={album.title}
        lead={countOf(album.files, 'file')}
        back={{ href: '/albums', label: 'Back to the albums' }}
        isWide
        action={
          <span className={styles.actions}>
            <button
              type="button"
              className="icon-button"
              aria-label="Keep this album offline"
              title="Keep offline"
              onClick={() => void keepAlbum(id)}
            >
              <CloudDownload size={21} aria-hidden />
            </button>
            {hasRole(role, 'editor') && (
              <>
                <button
                  type="button"
                  className="icon-button"
                  aria-label="Share this album"
                  title="Share"
                  onClick={() => setAsking('link')}
                >
                  <Link2 size={21} aria-hidden />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label="Rename this album"
                  onClick={() => setAsking('title')}
                >
                  <PencilLine size={20} aria-hidden />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label="Delete this album"
                  onClick={() => setAsking('remove')}
                >
                  <Trash2 size={20} aria-hidden />
                </button>
              </>
            )}
          </span>
        }
      >
        {album.files === 0 ? (
          <Face icon={BookImage} title="This album is empty">
            <p>Select photos anywhere and choose Album.</p>
          </Face>
        ) : (
          <AlbumView
            id={id}
            files={files}
            hasMore={hasNextPage}
            isByDay={isByDay}
            face={isByDay ? faceOf(byDay) : undefined}
            onByDay={showByDay}
            onNearEnd={loadMore}
          />
        )}
        <SelectionBar />
        {asking === 'title' && (
          <AlbumTitleSheet
            heading="Rename this album"
            action="Rename"
            title={album.title}
            isPending={change.isPending}
            error={change.error}
            onSave={(title) => change.mutate(title)}
            onClose={() => setAsking(undefined)}
          />
        )}
        {asking === 'remove' && (
          <Confirm
            title={`Delete “${album.title}”?`}
            action="Delete the album"
            isPending={remove.isPending}
            error={remove.error}
            onConfirm={() => remove.mutate()}
            onClose={() => setAsking(undefined)}
          >
            The album goes, its files stay where they are.
          </Confirm>
        )}
        {asking === 'link' && (
          <Suspense fallback={null}>
            <ShareSheet
              title={`Share “${album.title}”`}
              of={{ albumId: id }}
              onClose={() => setAsking(undefined)}
            />
          </Suspense>
        )}
        {viewedId !== undefined && (
          <ViewedFile id={viewedId} listed={files} findTile={findTile} onNearEnd={loadMore} />
        )}
      </Page>
    </SelectionContext>
  );
}
