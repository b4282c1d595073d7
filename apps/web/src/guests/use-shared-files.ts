import { call, currentShare, currentShareFiles, type OpenedShare } from '@hearth/contracts';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { isOver } from './use-opened-share.ts';

const PAGE_SIZE = 200;
/** So soon a guest sees what was added, and that the link has ended. */
const LOOK_EVERY_MS = 30_000;

const FILES_KEY = ['shared-files'] as const;

/** The link as it is now, and its files page by page. `onOver` is called when its guests must leave. */
export function useSharedFiles(opened: OpenedShare, onOver: () => void) {
  const client = useQueryClient();
  const now = useQuery({
    queryKey: ['shared-now', opened.id],
    queryFn: () => call(currentShare, {}),
    initialData: opened,
    refetchInterval: LOOK_EVERY_MS,
    refetchOnWindowFocus: 'always',
  });
  const list = useInfiniteQuery({
    queryKey: [...FILES_KEY, opened.id],
    queryFn: ({ pageParam }) => call(currentShareFiles, { query: { limit: PAGE_SIZE, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const hasEnded = isOver(now.error) || isOver(list.error);
  useEffect(() => {
    if (hasEnded) onOver();
  }, [hasEnded, onOver]);
  const { files, sizeBytes } = now.data;
  useEffect(() => {
    void client.invalidateQueries({ queryKey: FILES_KEY });
  }, [client, files, sizeBytes]);
  const { data, fetchNextPage, hasNextPage, isFetching } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const listed = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return { share: now.data, list, files: listed, loadMore };
}
