import type { FileSummary } from '@hearth/contracts';
import { Link } from 'wouter';
import { FilePicture } from '../files/FilePicture.tsx';
import { yearsAgo } from './years-ago.ts';
import styles from './OnThisDay.module.css';
import { useOnThisDay } from './use-on-this-day.ts';

/** What was taken on this day of earlier years; nothing where there is nothing. */
export default function OnThisDayRow() {
  const { byYear } = useOnThisDay();
  if (byYear.length === 0) return null;
  return (
    <nav className={styles.row} aria-label="On this day">
      {byYear.map(([year, files]) => (
        <Link key={year} href={`/on-this-day#${year}`} className={styles.card}>
          <FilePicture file={files[0] as FileSummary} />
          <span>{yearsAgo(year)}</span>
        </Link>
      ))}
    </nav>
  );
}
