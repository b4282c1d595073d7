import type { FileListQuery } from '../files/use-files.ts';

/** Photos and videos of this day of earlier years, the last year first. */
export function onThisDayFilter(today: string): FileListQuery {
  const lastYear = `${Number(today.slice(0, 4)) - 1}-12-31`;
  return {
    ...{ type: 'image,video', state: 'ready', sort: '-takenAt' },
    ...{ anniversary: today.slice(5), to: lastYear },
  };
}
