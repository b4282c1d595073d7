import type { FileSummary } from '@hearth/contracts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { usePlace } from '../page/place.ts';
import { useSettled } from '../design/use-settled.ts';
import { useIsSelecting } from '../selection/use-selection.ts';
import { findTile } from '../viewer/find-tile.ts';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { useOpenFile } from '../viewer/use-open-file.ts';
import type { Bucket } from '../files/buckets.ts';
import { BucketView } from './BucketView.tsx';
import { measuresFor } from '../grid/measures.ts';
import type { PhotoFilter } from '../files/photo-queries.ts';
import styles from './PhotoTimeline.module.css';
import { Scrubber } from './Scrubber.tsx';
import { StickyDay } from './StickyDay.tsx';
import { bucketsWithin, createTimelineLayout } from '../grid/timeline-layout.ts';
import { useBuckets } from './use-buckets.ts';
import { useDrawnSpan } from './use-drawn-span.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useOverscan } from './use-overscan.ts';
import { usePickFiles } from './use-pick-files.ts';
import { useStartPlace } from './use-start-place.ts';
import { useHeldPlace, useTimelineWindow } from './use-timeline-window.ts';
import { useViewedNeighbours } from './use-viewed-neighbours.ts';

interface PhotoTimelineProps {
  readonly filter: PhotoFilter;
  readonly buckets: readonly Bucket[];
}

/** Who scrubs past does not want what is passed. */
const PASSING_MS = 120;

/** The whole timeline is as high as all its photos are; only what is near the window is fetched and drawn. */
export function PhotoTimeline({ filter, buckets }: PhotoTimelineProps) {
  const container = useRef<HTMLDivElement>(null);
  const [layOut] = useState(createTimelineLayout);
  const { viewedId } = usePlace();
  const [height, setHeight] = useState(0);
  const { seen, findY, scrollToY, elementHeight } = useTimelineWindow(container, height);
  const measures = useMemo(() => measuresFor(seen.width), [seen.width]);

  const { viewed, neighbourKeys } = useViewedNeighbours(viewedId, buckets);
  const overscan = useOverscan();
  const lately = useSettled(seen, PASSING_MS);
  const settled = lately.width === 0 ? seen : lately;
  // Anew whenever a stretch turned out higher or lower: what is wanted must be what is drawn, however far down.
  const guess = useMemo(() => layOut(buckets, NOTHING, measures), [layOut, buckets, measures, height]);
  const [first, end] = bucketsWithin(guess, settled.from - overscan, settled.to + overscan);
  // Before the width is known everything seems to be in sight.
  const isMeasured = settled.width > 0;
  const wanted = useMemo(
    () =>
      buckets.filter(
        ({ key }, index) => (isMeasured && index >= first && index < end) || neighbourKeys.has(key),
      ),
    [buckets, first, end, isMeasured, neighbourKeys],
  );
  const { filesOf, failed, retry } = useBuckets(filter, wanted);
  const timeline = useMemo(() => layOut(buckets, filesOf, measures), [layOut, buckets, filesOf, measures]);
  useEffect(() => setHeight(timeline.height), [timeline.height]);
  useHeldPlace(timeline, findY, scrollToY);
  useStartPlace({ timeline, viewed, findY, scrollToY, isMeasured: seen.width > 0 && height > 0 });

  const { span, spanOf, around } = useDrawnSpan(seen, overscan, filesOf);
  // Without a width all stretches lie at the very top, and thousands would be drawn.
  const [firstDrawn, endDrawn] = seen.width > 0 ? bucketsWithin(timeline, span.from, span.to) : [0, 0];
  const drawn = useMemo(() => timeline.buckets.slice(firstDrawn, endDrawn), [timeline, firstDrawn, endDrawn]);
  const loaded: readonly FileSummary[] = useMemo(
    () => wanted.flatMap(({ key }) => filesOf.get(key) ?? []),
    [wanted, filesOf],
  );
  const isSelecting = useIsSelecting();
  const keys = useGridKeys({ container, drawn, seen, around, timeline, scrollToY, findY });
  const pick = usePickFiles({ filter, buckets, loaded, container });
  const { addressOf, open } = useOpenFile();
  const viewedFiles = useMemo(
    () => buckets.filter(({ key }) => neighbourKeys.has(key)).flatMap(({ key }) => filesOf.get(key) ?? []),
    [buckets, neighbourKeys, filesOf],
  );

  return (
    <>
      <StickyDay timeline={timeline} findY={findY} />
      <div
        ref={container}
        className={styles.timeline}
        style={{ height: elementHeight }}
        role="group"
        aria-label="Files"
        tabIndex={-1}
        {...keys.handlers}
        data-selecting={isSelecting}
      >
        {drawn.map((place) => (
          <BucketView
            key={place.bucket.key}
            place={place}
            base={seen.base}
            {...spanOf(place.bucket.key)}
            tabStopId={keys.tabStopId}
            addressOf={addressOf}
            onOpen={open}
            onPick={pick.pick}
            onPickDay={pick.pickDay}
          />
        ))}
        {failed.length > 0 && (
          <button type="button" className={`button ${styles.failed}`} onClick={retry}>
            Some photos didn’t load. Try again
          </button>
        )}
      </div>
      <Scrubber timeline={timeline} findY={findY} scrollToY={scrollToY} />
      {viewedId !== undefined && <ViewedFile id={viewedId} listed={viewedFiles} findTile={findTile} />}
    </>
  );
}

const NOTHING: ReadonlyMap<string, readonly FileSummary[]> = new Map();
