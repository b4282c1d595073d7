import { getTake, listTakes, type Take, type TakeSummary } from '@hearth/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { request } from '../../session/request.ts';

const UNFINISHED = new Set<TakeSummary['state']>(['recording', 'finishing']);
const isChanging = ({ state, files }: TakeSummary) =>
  UNFINISHED.has(state) || (state === 'ready' && files.some(({ id }) => id === null));
const LOOK_AGAIN_MS = 1_500;

/** Newest first; asked for anew while one of them is still being finished or filed. */
export function useTakes() {
  return useInfiniteQuery({
    queryKey: ['capture', 'takes'],
    queryFn: ({ pageParam }) =>
      request(listTakes, { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isChanging)) ? LOOK_AGAIN_MS : false,
  });
}

export function useTake(id: string) {
  return useQuery<Take>({
    queryKey: ['capture', 'take', id],
    queryFn: () => request(getTake, { params: { id } }),
    refetchInterval: ({ state }) => (state.data && isChanging(state.data) ? LOOK_AGAIN_MS : false),
  });
}
