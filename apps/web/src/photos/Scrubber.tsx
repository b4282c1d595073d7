import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { formatMonth } from '../files/local-day.ts';
import { marksOf } from './scrubber-marks.ts';
import styles from './Scrubber.module.css';
import { dayAt, topOfDay, type TimelineLayout } from '../grid/timeline-layout.ts';

interface ScrubberProps {
  readonly timeline: TimelineLayout;
  readonly findY: () => number;
  readonly scrollToY: (y: number) => void;
}

const NAME_PX = 22;
/** On glass it goes away again when nothing moves. */
const SHOWN_MS = 1600;

/** All the years beside the photos: dragged, it leads through them, with the month under the thumb. */
export function Scrubber({ timeline, findY, scrollToY }: ScrubberProps) {
  const track = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [hovered, setHovered] = useState<number>();
  const [isDragging, setDragging] = useState(false);
  const [isMoving, setMoving] = useState(false);
  const [trackPx, setTrackPx] = useState(600);
  const range = Math.max(1, timeline.height - window.innerHeight);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      setAt(Math.min(1, Math.max(0, findY() / range)));
      setTrackPx(track.current?.clientHeight ?? 600);
      setMoving(true);
      clearTimeout(timer);
      timer = setTimeout(() => setMoving(false), SHOWN_MS);
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('scroll', look);
    };
  }, [findY, range]);

  const marks = useMemo(() => marksOf(timeline, trackPx, NAME_PX), [timeline, trackPx]);
  if (timeline.height < window.innerHeight * 1.5) return null;

  const shareAt = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    return box ? Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)) : 0;
  };
  const monthAt = (share: number) => formatMonth(dayAt(timeline, share * range + 1) ?? '');
  const drag = (event: PointerEvent) => {
    setHovered(shareAt(event));
    if (isDragging) scrollToY(shareAt(event) * range);
  };
  const press = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, timeline, findY());
    if (to === undefined) return;
    event.preventDefault();
    scrollToY(to);
  };
  const shown = isDragging ? at : hovered;
  return (
    <div
      ref={track}
      className={styles.scrubber}
      data-moving={isMoving || isDragging}
      role="slider"
      tabIndex={0}
      aria-label="Go to a month"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      aria-valuetext={monthAt(at)}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
        scrollToY(shareAt(event) * range);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        setDragging(false);
        setHovered(undefined);
      }}
      onPointerCancel={() => setDragging(false)}
      onPointerLeave={() => setHovered(undefined)}
    >
      {marks.map(({ year, at: share, isNamed }) => (
        <span
          key={year}
          className={styles.mark}
          data-named={isNamed}
          style={{ top: `${share * 100}%` }}
          aria-hidden
        >
          {isNamed ? year : ''}
        </span>
      ))}
      <span className={styles.thumb} style={{ top: `${at * 100}%` }} />
      {shown !== undefined && (
        <span className={styles.month} style={{ top: `${shown * 100}%` }} aria-hidden>
          {monthAt(shown)}
        </span>
      )}
    </div>
  );
}

/** Arrows lead to the month before and after, PageUp and PageDown a year on. */
function keyTarget(key: string, timeline: TimelineLayout, y: number): number | undefined {
  const day = dayAt(timeline, y + 1);
  if (day === undefined) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return timeline.height - window.innerHeight;
  const months = { ArrowDown: -1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[key];
  if (months === undefined) return undefined;
  const [year, month] = day.split('-').map(Number) as [number, number];
  // The last day of the month that is aimed at: the newest photos of it stand first.
  const aim = new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
  const top = topOfDay(timeline, aim);
  // A month without photos has the same place as the next: go on until something moves.
  return months < 0 && top <= y + 1 ? y + window.innerHeight / 2 : top;
}
