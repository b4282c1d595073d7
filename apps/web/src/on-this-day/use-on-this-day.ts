import type { FileSummary } from '@hearth/contracts';
import { useMemo } from 'react';
import { dayOf } from '../files/local-day.ts';
import { useFiles } from '../files/use-files.ts';

/** The day here and now, `2024-05-03`. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Photos and videos of this day of earlier years, the last year first. */
export function useOnThisDay() {
  const day = today();
  const lastYear = `${Number(day.slice(0, 4)) - 1}-12-31`;
  const list = useFiles({
    ...{ type: 'image,video', state: 'ready', sort: '-takenAt' },
    ...{ anniversary: day.slice(5), to: lastYear },
  });
  const byYear = useMemo(
    () => [...Map.groupBy<string, FileSummary>(list.files, (file) => dayOf(file).slice(0, 4))],
    [list.files],
  );
  return { ...list, byYear };
}
