import { listFiles } from '@hearth/contracts';
import { useQueries } from '@tanstack/react-query';
import { request } from '../session/request.ts';
import { toListQuery, withPart, type SearchFilter } from './search-filter.ts';

export const KINDS = [
  { type: 'image', label: 'Photos' },
  { type: 'video', label: 'Videos' },
  { type: 'audio', label: 'Music' },
  { type: 'document,other', label: 'Documents' },
] as const;

/** How many files of each kind a search finds. */
export function useCounts(filter: SearchFilter, isWanted: boolean): ReadonlyMap<string, number | undefined> {
  return useQueries({
    queries: KINDS.map(({ type }) => {
      const query = { ...toListQuery(withPart(filter, 'type', type)), page: 1, pageSize: 1 };
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
