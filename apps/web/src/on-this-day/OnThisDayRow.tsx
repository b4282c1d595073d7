import { useMemo } from 'react';
import { Link } from 'wouter';
import type { DayCount } from '../files/buckets.ts';
import { FilePicture } from '../files/FilePicture.tsx';
import { today } from './today.ts';
import { useOnThisDay } from './use-on-this-day.ts';
import { yearsAgo } from './years-ago.ts';
import { yearsOfThisDay } from './years-of-this-day.ts';
import styles from './OnThisDay.module.css';

/**
 * What was taken on this day of earlier years; nothing where there is nothing. The timeline tells of which years, so that
 * the photos beneath stand where they stay before the pictures are here.
 */
export function OnThisDayRow({ days }: { readonly days: readonly DayCount[] }) {
  const day = today();
  const years = useMemo(() => yearsOfThisDay(days, day), [days, day]);
  const { byYear } = useOnThisDay(years.length > 0);
  // The first page of files may not reach to all years, or not come: their cards stay, without a picture.
  const filesOf = new Map(byYear);
  if (years.length === 0) return null;
  return (
    <nav className={styles.row} aria-label="On this day">
      {years.map((year) => {
        const file = filesOf.get(year)?.[0];
        return (
          <Link key={year} href={`/on-this-day#${year}`} className={styles.card}>
            {file && <FilePicture file={file} />}
            <span>{yearsAgo(year)}</span>
          </Link>
        );
      })}
    </nav>
  );
}
