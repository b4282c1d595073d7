import { getShare, listShares, type Share, type ShareId } from '@hearth/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { request } from '../session/request.ts';

export const SHARES_KEY = ['shares'] as const;

/** The links of whoever is signed in, an admin's all. */
export function useShares() {
  const query = useInfiniteQuery({
    queryKey: [...SHARES_KEY, 'list'],
    queryFn: ({ pageParam }) => request(listShares, { query: { limit: 50, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const shares: readonly Share[] = useMemo(
    () => query.data?.pages.flatMap(({ items }) => items) ?? [],
    [query.data],
  );
  return { ...query, shares };
}

const LOOK_EVERY_MS = 15_000;

/** One link, with who opened it and what they fetched. */
export function useShare(id: ShareId) {
  return useQuery({
    queryKey: [...SHARES_KEY, id],
    queryFn: () => request(getShare, { params: { id } }),
    refetchInterval: LOOK_EVERY_MS,
  });
}
