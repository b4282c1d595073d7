import type { FileSummary } from '@hearth/contracts';
import { memo } from 'react';
import styles from './BucketView.module.css';
import { DayHeading } from '../grid/DayHeading.tsx';
import type { TileRow } from '../grid/day-layout.ts';
import { PhotoTile } from '../grid/PhotoTile.tsx';
import type { PlacedBucket } from '../grid/timeline-layout.ts';

interface BucketViewProps {
  readonly place: PlacedBucket;
  readonly base: number;
  /** What of the timeline is drawn. */
  readonly from: number;
  readonly to: number;
  readonly tabStopId: string | undefined;
  readonly addressOf: (file: FileSummary) => string;
  readonly onOpen: (file: FileSummary, tile: HTMLElement) => void;
  readonly onPick: (file: FileSummary, event: { readonly shiftKey: boolean }) => void;
  readonly onPickDay: (day: string, files: readonly FileSummary[]) => void;
}

/** A stretch of the timeline: its days, or where they will be. */
export const BucketView = memo(function BucketView(props: BucketViewProps) {
  const { place, base, from, to, tabStopId, addressOf, onOpen, onPick, onPickDay } = props;
  const { bucket, layout, top, height } = place;
  const isDrawn = (box: { top: number; height: number }) =>
    top + box.top + box.height >= from && top + box.top <= to;
  // A key may lead to a row nearby that is not drawn yet.
  const hasTabStop = ({ tiles }: TileRow) => tiles.some(({ file }) => file.id === tabStopId);
  return (
    <div className={styles.bucket} style={{ top: top - base, height }} data-loaded={layout !== undefined}>
      {bucket.page === 1 &&
        layout?.headings
          .filter(isDrawn)
          .map((heading) => <DayHeading key={heading.day} heading={heading} onPick={onPickDay} />)}
      {layout?.rows
        .filter((row) => isDrawn(row) || hasTabStop(row))
        .flatMap(({ tiles }) =>
          tiles.map(({ file, ...box }) => (
            <PhotoTile
              key={file.id}
              file={file}
              {...box}
              href={addressOf(file)}
              isTabStop={file.id === tabStopId}
              onOpen={onOpen}
              onPick={onPick}
            />
          )),
        )}
    </div>
  );
});
