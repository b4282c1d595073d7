import type { FileSummary } from '@hearth/contracts';
import { Check } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { countOf } from '../design/format.ts';
import { useSelection } from '../selection/use-selection.ts';
import type { DayHeadingBox } from './day-layout.ts';
import styles from './DayHeading.module.css';
import { formatLocalDay } from '../files/local-day.ts';

interface DayHeadingProps {
  readonly heading: DayHeadingBox;
  readonly onPick: (day: string, files: readonly FileSummary[]) => void;
}

const NARROW_PX = 150;

/** The day above its photos; a touch picks all of them. */
export function DayHeading({ heading, onPick }: DayHeadingProps) {
  const { day, files, left, top, width, height } = heading;
  const selection = useSelection();
  const isPicked = useSyncExternalStore(selection.subscribe, () =>
    files.every(({ id }) => selection.has(id)),
  );
  const label = formatLocalDay(day, { narrow: width < NARROW_PX });
  return (
    <h2 className={styles.heading} style={{ left, top, width, height }}>
      <button
        type="button"
        className={styles.day}
        aria-pressed={isPicked}
        data-narrow={width < NARROW_PX}
        title={`${formatLocalDay(day)}: ${countOf(files.length, 'photo')}. Select all of them`}
        onClick={() => onPick(day, files)}
      >
        <span className={styles.label}>{label}</span>
        <span className={styles.check}>
          <Check size={13} strokeWidth={3} aria-hidden />
        </span>
      </button>
    </h2>
  );
}
