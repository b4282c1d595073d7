import { listFiles } from '@hearth/contracts';
import { useQueries } from '@tanstack/react-query';
import { countOf } from '../design/format.ts';
import { request } from '../session/request.ts';
import { toListQuery, withPart, type SearchFilter } from './search-filter.ts';

export const KINDS = [
  { type: 'image', label: 'Photos' },
  { type: 'video', label: 'Videos' },
  { type: 'audio', label: 'Music' },
  { type: 'document,other', label: 'Documents' },
] as const;

/** A search is not counted any further: nobody reads that many, and counting them takes longer than finding them. */
const COUNTED_UP_TO = 10_000;

/** `1,234`, or `10,000+` where there may be more. */
export function formatCount(count: number | undefined): string | undefined {
  if (count === undefined) return undefined;
  return `${Math.min(count, COUNTED_UP_TO).toLocaleString('en')}${count >= COUNTED_UP_TO ? '+' : ''}`;
}

/** How many there are in all, `1,234 files`; undefined while some are still counted. */
export function formatTotal(counts: readonly (number | undefined)[]): string | undefined {
  if (!counts.every((count) => count !== undefined)) return undefined;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const isMore = counts.some((count) => count >= COUNTED_UP_TO);
  return isMore ? `${total.toLocaleString('en')}+ files` : countOf(total, 'file');
}

/** How many files of each kind a search finds, up to 10,000. */
export function useCounts(filter: SearchFilter, isWanted: boolean): ReadonlyMap<string, number | undefined> {
  return useQueries({
    queries: KINDS.map(({ type }) => {
      const query = {
        ...toListQuery(withPart(filter, 'type', type)),
        page: 1,
        pageSize: 1,
        totalUpTo: COUNTED_UP_TO,
      };
      return {
        queryKey: ['search-count', query],
        queryFn: async () => (await request(listFiles, { query })).total ?? 0,
        enabled: isWanted,
        placeholderData: (previous: number | undefined) => previous,
      };
    }),
    combine: (results) => new Map(KINDS.map(({ type }, index) => [type, results[index]?.data])),
  });
}
