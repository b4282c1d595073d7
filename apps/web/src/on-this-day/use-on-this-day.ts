import type { FileSummary } from '@hearth/contracts';
import { useMemo } from 'react';
import { dayOf } from '../files/local-day.ts';
import { useFiles } from '../files/use-files.ts';
import { onThisDayFilter } from './on-this-day-filter.ts';
import { today } from './today.ts';

/** Photos and videos of this day of earlier years, by year, the last one first. */
export function useOnThisDay(isWanted = true) {
  const list = useFiles(onThisDayFilter(today()), isWanted);
  const byYear = useMemo(
    () => [...Map.groupBy<string, FileSummary>(list.files, (file) => dayOf(file).slice(0, 4))],
    [list.files],
  );
  return { ...list, byYear };
}
