import { CalendarHeart } from 'lucide-react';
import { useCallback, useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { Face } from '../design/Face.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { FileGrid } from '../library/FileGrid.tsx';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionBar } from '../selection-bar/SelectionBar.tsx';
import { SelectionContext } from '../selection/use-selection.ts';
import { findTile } from '../viewer/find-tile.ts';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { usePlace } from '../page/place.ts';
import { useOnThisDay } from './use-on-this-day.ts';
import styles from './OnThisDay.module.css';
import { yearsAgo } from './years-ago.ts';

/** This day of all earlier years. */
export default function OnThisDayPage() {
  const { viewedId } = usePlace();
  const list = useOnThisDay();
  const [selection] = useState(() => new FileSelection());
  const { fetchNextPage, hasNextPage, isFetching } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const lastYear = list.byYear.at(-1)?.[0];
  return (
    <SelectionContext value={selection}>
      <Page title="On this day" back={{ href: '/', label: 'Back to the photos' }} isWide>
        {list.isPending ? (
          <PageSkeleton />
        ) : list.isError && list.files.length === 0 ? (
          <ProblemFace error={list.error} onRetry={() => void list.refetch()} />
        ) : list.files.length === 0 ? (
          <Face icon={CalendarHeart} title="Nothing on this day yet">
            <p>What was taken on this day of earlier years shows up here.</p>
          </Face>
        ) : (
          list.byYear.map(([year, files]) => (
            <section key={year} id={year} className={styles.year} aria-label={year}>
              <h2>
                {year} <small>{yearsAgo(year)}</small>
              </h2>
              <FileGrid label={year} files={files} {...(year === lastYear && { onNearEnd: loadMore })} />
            </section>
          ))
        )}
        <SelectionBar />
        {viewedId !== undefined && (
          <ViewedFile id={viewedId} listed={list.files} findTile={findTile} onNearEnd={loadMore} />
        )}
      </Page>
    </SelectionContext>
  );
}
