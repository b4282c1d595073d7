import { SearchX } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { usePlace } from '../page/place.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { FileGrid } from '../library/FileGrid.tsx';
import { FileList } from '../library/FileList.tsx';
import { GridSkeleton } from '../grid/GridSkeleton.tsx';
import { useFiles } from '../files/use-files.ts';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionBar } from '../selection-bar/SelectionBar.tsx';
import { SelectionContext } from '../selection/use-selection.ts';
import { findTile } from '../viewer/find-tile.ts';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { keepRecent } from './recent-searches.ts';
import { RecentSearches } from './RecentSearches.tsx';
import { SearchBox } from '../design/SearchBox.tsx';
import { SearchChips } from './SearchChips.tsx';
import {
  addressOfSearch,
  isBlank,
  parseSearch,
  suggestionsFor,
  toListQuery,
  type SearchFilter,
} from './search-filter.ts';
import styles from './SearchPage.module.css';
import { formatTotal, useCounts } from './use-counts.ts';

/** Pictures and films as such, everything else as lines. */
const isPictured = (type: string | undefined) => type === undefined || type === 'image' || type === 'video';

/** One box for everything, results as one types. */
export default function SearchPage() {
  const [, navigate] = useLocation();
  const { search, viewedId } = usePlace();
  const filter = parseSearch(search);
  const blank = isBlank(filter);
  const list = useFiles(toListQuery(filter), !blank);
  const counts = useCounts(filter, !blank);
  const [selection] = useState(() => new FileSelection());
  useScrollMemory(addressOfSearch(filter));
  const show = (next: SearchFilter) => navigate(addressOfSearch(next), { replace: true });
  const { fetchNextPage, hasNextPage, isFetching, isPlaceholderData } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const { type } = filter;
  const total = formatTotal(type === undefined ? [...counts.values()] : [counts.get(type)]);
  const hasFound = !isPlaceholderData && list.files.length > 0;
  useEffect(() => {
    if (hasFound && filter.query !== undefined) keepRecent(filter.query);
  }, [hasFound, filter.query]);

  return (
    <SelectionContext value={selection}>
      <div className={styles.page}>
        <header className={styles.header}>
          <h1 className="visually-hidden">Search</h1>
          <SearchBox words={filter.query} onSearch={(query) => show({ ...filter, query })} />
          <SearchChips filter={filter} counts={blank ? new Map() : counts} onChange={show} />
          <p className={styles.count} role="status">
            {!blank && !isPlaceholderData && !list.isPending && total !== undefined && `${total} found`}
          </p>
        </header>
        {blank ? (
          <RecentSearches />
        ) : list.isPending ? (
          <GridSkeleton />
        ) : list.isError && list.files.length === 0 ? (
          <ProblemFace error={list.error} onRetry={() => void list.refetch()} />
        ) : list.files.length === 0 ? (
          <Nothing filter={filter} />
        ) : isPictured(filter.type) ? (
          <FileGrid label="Files" files={list.files} onNearEnd={loadMore} />
        ) : (
          <FileList label="Files" files={list.files} onNearEnd={loadMore} />
        )}
        <SelectionBar />
        {viewedId !== undefined && (
          <ViewedFile id={viewedId} listed={list.files} findTile={findTile} onNearEnd={loadMore} />
        )}
      </div>
    </SelectionContext>
  );
}

function Nothing({ filter }: { readonly filter: SearchFilter }) {
  const suggestions = suggestionsFor(filter);
  return (
    <Face
      icon={SearchX}
      title="Nothing found"
      actions={suggestions.map(({ text, filter: other }) => (
        <Link key={text} href={addressOfSearch(other)} replace className="button">
          {text}
        </Link>
      ))}
    >
      <p>
        {suggestions.length > 0
          ? 'Perhaps with less:'
          : 'Try a part of the name, the folder, a tag, the camera, or a month and year such as “May 2024”.'}
      </p>
    </Face>
  );
}
