import { listFiles, type FileSummary, type OutputOf } from '@hearth/contracts';
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { request } from '../session/request.ts';
import type { FileFilter } from './file-filter.ts';

const PAGE_SIZE = 100;

export const FILES_KEY = ['files'] as const;

export type FilesData = InfiniteData<OutputOf<typeof listFiles>, string | undefined>;

const filesKeyOf = (filter: FileFilter) => [...FILES_KEY, filter] as const;

/** The files under a filter, newest first, page by page. */
export function useFiles(filter: FileFilter) {
  const query = useInfiniteQuery({
    queryKey: filesKeyOf(filter),
    queryFn: ({ pageParam }) =>
      request(listFiles, { query: { ...filter, limit: PAGE_SIZE, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });
  const { data } = query;
  const files: readonly FileSummary[] = useMemo(
    () => data?.pages.flatMap(({ items }) => items) ?? [],
    [data],
  );
  return { ...query, files };
}
