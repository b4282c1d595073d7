import { useQuery } from '@tanstack/react-query';
import { Heart } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { usePlace } from '../page/place.ts';
import { Face } from '../design/Face.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { GridSkeleton } from '../grid/GridSkeleton.tsx';
import { LibraryHeader } from '../library/LibraryHeader.tsx';
import { StatusStrip } from '../library/StatusStrip.tsx';
import { OnThisDayRow } from '../on-this-day/OnThisDayRow.tsx';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionContext } from '../selection/use-selection.ts';
import { SelectionBar } from '../selection-bar/SelectionBar.tsx';
import { cutIntoBuckets } from '../files/buckets.ts';
import { timelineQuery, type PhotoFilter } from '../files/photo-queries.ts';
import { PhotoTimeline } from './PhotoTimeline.tsx';
import styles from './PhotosPage.module.css';

const EmptyLibrary = lazy(() => import('../library/EmptyLibrary.tsx'));

const ALL: PhotoFilter = {};
const FAVOURITES: PhotoFilter = { favourite: 'true' };

/** Photos and videos by day, the newest first: all of them, or the favourites. */
export function PhotosPage() {
  const { path } = usePlace();
  const isFavourites = path === '/favourites';
  const filter = isFavourites ? FAVOURITES : ALL;
  const timeline = useQuery(timelineQuery(filter));
  const buckets = useMemo(() => cutIntoBuckets(timeline.data?.days ?? []), [timeline.data]);
  const [selection] = useState(() => new FileSelection());
  return (
    <SelectionContext value={selection}>
      <div className={styles.page}>
        <LibraryHeader title={isFavourites ? 'Favourites' : 'Photos'} />
        <StatusStrip showsUnreadable={!isFavourites} />
        {!isFavourites && timeline.data && <OnThisDayRow days={timeline.data.days} />}
        {timeline.isPending ? (
          <GridSkeleton />
        ) : timeline.data === undefined ? (
          <ProblemFace error={timeline.error} onRetry={() => void timeline.refetch()} />
        ) : buckets.length > 0 ? (
          <PhotoTimeline key={path} filter={filter} buckets={buckets} />
        ) : isFavourites ? (
          <Face icon={Heart} title="No favourites yet">
            <p>Touch the heart of a photo you like, and it is found again here.</p>
          </Face>
        ) : (
          <Suspense fallback={<GridSkeleton />}>
            <EmptyLibrary />
          </Suspense>
        )}
        <SelectionBar />
      </div>
    </SelectionContext>
  );
}
