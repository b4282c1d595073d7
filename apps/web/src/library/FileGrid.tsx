import type { FileSummary } from '@hearth/contracts';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import styles from './FileGrid.module.css';
import { FileTile } from './FileTile.tsx';
import {
  findNeighbour,
  heightOf,
  layOutRows,
  rowsWithin,
  type Arrow,
  type GridMeasures,
  type GridRow,
} from './grid-rows.ts';
import { useWindowSpan } from './use-window-span.ts';

interface FileGridProps {
  readonly files: readonly FileSummary[];
  /** The file that is looked at above the grid; its tile is kept in the window, for the way back. */
  readonly shownId: string | undefined;
  readonly addressOfFile: (file: FileSummary) => string;
  readonly onOpen: (file: FileSummary, tile: HTMLElement) => void;
  /** Called when the end of what is loaded comes near. */
  readonly onNearEnd: () => void;
}

const OVERSCAN_PX = 800;
const NEAR_END_PX = 2400;
const WIDE_FROM_PX = 700;

function measuresFor(width: number): GridMeasures {
  return width < WIDE_FROM_PX
    ? { width, gap: 3, tileHeight: 132, headingHeight: 52 }
    : { width, gap: 5, tileHeight: 216, headingHeight: 64 };
}

/** All files in rows by month; only what is near the window is drawn. */
export function FileGrid({ files, shownId, addressOfFile, onOpen, onNearEnd }: FileGridProps) {
  const container = useRef<HTMLDivElement>(null);
  const span = useWindowSpan(container);
  const rows = useMemo(() => layOutRows(files, measuresFor(span.width)), [files, span.width]);
  const [first, end] = rowsWithin(rows, span.from - OVERSCAN_PX, span.to + OVERSCAN_PX);
  const drawn = rows.slice(first, end);
  const [focusedId, setFocusedId] = useState<string>();
  const tabStop = tabStopOf(drawn, focusedId);

  const isNearEnd = span.width > 0 && span.to + NEAR_END_PX > heightOf(rows);
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd, rows]);

  useEffect(() => {
    if (shownId === undefined) return;
    setFocusedId(shownId);
    bringIntoWindow(container.current, rows, shownId);
  }, [shownId, rows]);

  const move = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const from = (event.target as HTMLElement).dataset.file;
      if (from === undefined || !isArrow(event.key)) return;
      event.preventDefault();
      const to = findNeighbour(rows, from, event.key);
      if (to === undefined) return;
      flushSync(() => setFocusedId(to));
      const tile = container.current?.querySelector<HTMLElement>(`[data-file="${to}"]`);
      tile?.focus({ preventScroll: true });
      tile?.scrollIntoView({ block: 'nearest' });
    },
    [rows],
  );

  return (
    <div
      ref={container}
      className={styles.grid}
      style={{ height: heightOf(rows) }}
      role="group"
      aria-label="Files"
      onKeyDown={move}
      onFocus={(event) => setFocusedId((event.target as HTMLElement).dataset.file)}
    >
      {drawn.flatMap((row) =>
        row.kind === 'heading' ? (
          <h2 key={row.key} className={styles.heading} style={{ top: row.top, height: row.height }}>
            {row.label}
          </h2>
        ) : (
          row.tiles.map(({ file, left, width }) => (
            <FileTile
              key={file.id}
              file={file}
              href={addressOfFile(file)}
              top={row.top}
              left={left}
              width={width}
              height={row.height}
              isTabStop={file.id === tabStop}
              onOpen={onOpen}
            />
          ))
        ),
      )}
    </div>
  );
}

function isArrow(key: string): key is Arrow {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

function bringIntoWindow(grid: HTMLElement | null, rows: readonly GridRow[], fileId: string): void {
  const row = rows.find((one) => one.kind === 'tiles' && one.tiles.some(({ file }) => file.id === fileId));
  if (!grid || !row) return;
  const top = grid.getBoundingClientRect().top + row.top;
  if (top >= 0 && top + row.height <= window.innerHeight) return;
  window.scrollBy(0, top - (window.innerHeight - row.height) / 2);
}

/** The tile that was focused last, while it is drawn; else the first. */
function tabStopOf(drawn: readonly GridRow[], focusedId: string | undefined): string | undefined {
  const ids: string[] = drawn.flatMap((row) =>
    row.kind === 'tiles' ? row.tiles.map(({ file }) => file.id) : [],
  );
  return focusedId !== undefined && ids.includes(focusedId) ? focusedId : ids[0];
}
