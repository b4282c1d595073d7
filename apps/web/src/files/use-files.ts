import { listFiles, type FileSummary, type OutputOf, type RequestOf } from '@hearth/contracts';
import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { request } from '../session/request.ts';

const PAGE_SIZE = 100;

export const FILES_KEY = ['files'] as const;
export const LIST_KEY = [...FILES_KEY, 'list'] as const;

export type FilesData = InfiniteData<OutputOf<typeof listFiles>, string | undefined>;
/** Which files, in which order. */
export type FileListQuery = Omit<
  NonNullable<RequestOf<typeof listFiles>['query']>,
  'limit' | 'cursor' | 'page' | 'pageSize'
>;

export const fetchFilePage = (filter: FileListQuery, cursor: string | undefined) =>
  request(listFiles, { query: { ...filter, limit: PAGE_SIZE, cursor } });

export const filesQuery = (filter: FileListQuery) =>
  infiniteQueryOptions({
    queryKey: [...LIST_KEY, filter],
    queryFn: ({ pageParam }) => fetchFilePage(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** Files as a list, page by page. */
export function useFiles(filter: FileListQuery, isWanted = true) {
  const query = useInfiniteQuery({
    ...filesQuery(filter),
    placeholderData: (previous) => previous,
    enabled: isWanted,
  });
  const { data } = query;
  const files: readonly FileSummary[] = useMemo(
    () => data?.pages.flatMap(({ items }) => items) ?? [],
    [data],
  );
  return { ...query, files };
}
