import type { FileSummary } from '@hearth/contracts';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { findNeighbour, isArrow, linesOf } from './find-neighbour.ts';
import { DayHeading } from './DayHeading.tsx';
import { layOutDays } from './day-layout.ts';
import { daysOf } from '../files/local-day.ts';
import { measuresFor } from './measures.ts';
import { PhotoTile } from './PhotoTile.tsx';
import { useIsSelecting, useSelection } from '../selection/use-selection.ts';
import type { PlacedBucket } from './timeline-layout.ts';
import { usePickFrom } from '../selection/use-pick-from.ts';
import styles from './FileRows.module.css';
import { useWindowSpan } from './use-window-span.ts';

export interface FileRowsProps {
  readonly label: string;
  readonly files: readonly FileSummary[];
  /** They come in the order of their time, and each day has its heading. */
  readonly isByDay?: boolean;
  readonly onNearEnd?: () => void;
  /** Where one is when one looks at a file. */
  readonly addressOf: (file: FileSummary) => string;
  readonly onOpen: (file: FileSummary, tile: HTMLElement) => void;
}

const OVERSCAN_PX = 800;
const NEAR_END_PX = 2400;

/** Files in rows in the order they come, whatever day they are of, or with their days above them. */
export function FileRows({ label, files, isByDay = false, onNearEnd, addressOf, onOpen }: FileRowsProps) {
  const container = useRef<HTMLDivElement>(null);
  const span = useWindowSpan(container);
  const layout = useMemo(() => {
    const measures = measuresFor(span.width);
    return isByDay
      ? layOutDays(daysOf(files), measures)
      : layOutDays([{ day: '', files }], { ...measures, headingHeight: 0 });
  }, [files, isByDay, span.width]);
  const lines = useMemo(() => linesOf([{ top: 0, layout } as PlacedBucket]), [layout]);
  const isNear = ({ top, height }: { readonly top: number; readonly height: number }) =>
    top + height >= span.from - OVERSCAN_PX && top <= span.to + OVERSCAN_PX;
  const drawn = layout.rows.filter(isNear);
  const [focusedId, setFocusedId] = useState<string>();
  const drawnIds = drawn.flatMap(({ tiles }) => tiles.map(({ file }): string => file.id));
  const tabStopId = focusedId !== undefined && drawnIds.includes(focusedId) ? focusedId : drawnIds[0];
  const isSelecting = useIsSelecting();
  const pick = usePickFrom(files, container);
  const selection = useSelection();

  const isNearEnd = span.width > 0 && span.to + NEAR_END_PX > layout.height;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd, files]);

  const move = (event: KeyboardEvent<HTMLElement>) => {
    const from = (event.target as HTMLElement).dataset['file'];
    if (from === undefined) return;
    const ends: Record<string, string | undefined> = { Home: files[0]?.id, End: files.at(-1)?.id };
    const to = isArrow(event.key) ? findNeighbour(lines, from, event.key) : ends[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const row = layout.rows.find(({ tiles }) => tiles.some(({ file }) => file.id === to));
    // What is far away must be drawn before it can have the focus.
    if (row && !drawn.includes(row))
      window.scrollBy(0, (container.current?.getBoundingClientRect().top ?? 0) + row.top - 200);
    flushSync(() => setFocusedId(to));
    requestAnimationFrame(() => {
      const tile = container.current?.querySelector<HTMLElement>(`[data-file="${to}"]`);
      tile?.focus({ preventScroll: true });
      tile?.scrollIntoView({ block: 'nearest' });
    });
  };

  return (
    <div
      ref={container}
      className={styles.grid}
      style={{ height: layout.height }}
      role="group"
      aria-label={label}
      data-selecting={isSelecting}
      onKeyDown={move}
      onFocus={({ target }) => setFocusedId((target as HTMLElement).dataset['file'])}
    >
      {isByDay &&
        layout.headings
          .filter(isNear)
          .map((heading) => (
            <DayHeading
              key={`${heading.day} ${heading.top}`}
              heading={heading}
              onPick={(_, ofDay) => selection.toggleAll(ofDay)}
            />
          ))}
      {drawn.flatMap(({ tiles }) =>
        tiles.map(({ file, ...box }) => (
          <PhotoTile
            key={file.id}
            file={file}
            {...box}
            href={addressOf(file)}
            isTabStop={file.id === tabStopId}
            onOpen={onOpen}
            onPick={pick}
          />
        )),
      )}
    </div>
  );
}
