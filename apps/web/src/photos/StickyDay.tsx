import { useEffect, useState } from 'react';
import { formatLocalDay, formatMonth } from '../files/local-day.ts';
import styles from './StickyDay.module.css';
import { dayAt, type TimelineLayout } from '../grid/timeline-layout.ts';

interface StickyDayProps {
  readonly timeline: TimelineLayout;
  readonly findY: () => number;
}

const BELOW_HEADER_PX = 64;

/** The day that is at the top of the window, always in sight. */
export function StickyDay({ timeline, findY }: StickyDayProps) {
  const [day, setDay] = useState<string>();
  useEffect(() => {
    const look = () => {
      const y = findY();
      setDay(y > -BELOW_HEADER_PX + 8 ? dayAt(timeline, y + BELOW_HEADER_PX) : undefined);
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [timeline, findY]);
  if (day === undefined) return null;
  return (
    <div className={styles.sticky} aria-hidden>
      <span className={styles.day}>
        <strong>{formatMonth(day)}</strong>
        <span>{formatLocalDay(day, { narrow: true, thisYear: day.slice(0, 4) })}</span>
      </span>
    </div>
  );
}
