import type { FileSummary } from '@hearth/contracts';
import { SearchX } from 'lucide-react';
import { useCallback } from 'react';
import { Link, useLocation } from 'wouter';
import { addressOfFile as addressIn, usePlace } from '../app/place.ts';
import { useScrollMemory } from '../app/use-scroll-memory.ts';
import { countOf } from '../design/format.ts';
import { Face } from '../design/Face.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { growFrom } from '../viewer/hero-transition.ts';
import { preloadViewer } from '../viewer/lazy-viewer.tsx';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { EmptyLibrary } from './EmptyLibrary.tsx';
import { addressOf, parseFilter, type FileFilter } from './file-filter.ts';
import { FileGrid } from './FileGrid.tsx';
import { GridSkeleton } from './GridSkeleton.tsx';
import styles from './LibraryPage.module.css';
import { SearchBar } from './SearchBar.tsx';
import { StatusStrip } from './StatusStrip.tsx';
import { useFiles } from './use-files.ts';

/** The library by time, all of it or what a search leaves; `/photo/:id` looks at one file over it. */
export function LibraryPage() {
  const [, navigate] = useLocation();
  const place = usePlace();
  const { path, search, viewedId } = place;
  const filter = parseFilter(search);
  const mode = modeOf(path, filter);
  const list = useFiles(filter);
  useScrollMemory(addressOf('library', filter));

  const addressOfFile = useCallback((file: FileSummary) => addressIn(place, file.id), [place]);
  const open = useCallback(
    async (file: FileSummary, tile: HTMLElement) => {
      await preloadViewer().catch(() => undefined);
      growFrom(tile.querySelector('img'), () =>
        navigate(addressOfFile(file), { state: { hasOpener: true } }),
      );
    },
    [navigate, addressOfFile],
  );
  const { fetchNextPage, hasNextPage, isFetching } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  return (
    <div
      className={styles.page}
      data-mode={mode}
      // A hand that comes near means to look at something; who only scrolls need not fetch the viewer.
      onPointerOver={() => void preloadViewer().catch(() => undefined)}
    >
      <SearchBar filter={filter} isSearchPage={path === '/search'} />
      <StatusStrip showsUnreadable={mode === 'browse'} />
      {list.isPending ? (
        <GridSkeleton />
      ) : list.isError && list.files.length === 0 ? (
        <ProblemFace error={list.error} onRetry={() => void list.refetch()} />
      ) : list.files.length === 0 ? (
        <Nothing filter={filter} />
      ) : (
        <>
          <FileGrid
            files={list.files}
            shownId={viewedId}
            addressOfFile={addressOfFile}
            onOpen={(file, tile) => void open(file, tile)}
            onNearEnd={loadMore}
          />
          <footer className={styles.footer}>
            {list.isFetchNextPageError ? (
              <button type="button" className="button" onClick={() => void fetchNextPage()}>
                The rest didn’t load. Try again
              </button>
            ) : hasNextPage ? (
              'Loading more…'
            ) : (
              countOf(list.files.length, 'file')
            )}
          </footer>
        </>
      )}
      {viewedId !== undefined && <ViewedFile id={viewedId} filter={filter} onNearEnd={loadMore} />}
    </div>
  );
}

function Nothing({ filter }: { readonly filter: FileFilter }) {
  if (addressOf('', filter) === '') return <EmptyLibrary />;
  return (
    <Face
      icon={SearchX}
      title="Nothing found"
      actions={
        <Link href="/" className="button">
          Show everything
        </Link>
      }
    >
      <p>Try fewer words, or another kind of file.</p>
    </Face>
  );
}

/** Search shows its box on a phone too; browsing leaves the screen to the pictures. */
function modeOf(path: string, filter: FileFilter): 'search' | 'browse' {
  return path === '/search' || addressOf('', filter) !== '' ? 'search' : 'browse';
}
