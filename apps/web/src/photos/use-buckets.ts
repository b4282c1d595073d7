import type { FileSummary } from '@hearth/contracts';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Bucket } from '../files/buckets.ts';
import { bucketQuery, type BucketFiles, type PhotoFilter } from '../files/photo-queries.ts';

export interface LoadedBuckets {
  readonly filesOf: ReadonlyMap<string, readonly FileSummary[]>;
  readonly failed: readonly Bucket[];
  readonly retry: () => void;
}

/**
 * The files of the stretches that are wanted now; the same answer as long as these are the same and nothing came, as the whole timeline is
 * laid out anew for another one.
 */
export function useBuckets(filter: PhotoFilter, wanted: readonly Bucket[]): LoadedBuckets {
  const queries = useMemo(() => wanted.map((bucket) => bucketQuery(filter, bucket)), [filter, wanted]);
  const combine = useCallback(
    (results: readonly UseQueryResult<BucketFiles>[]) => gather(wanted, results),
    [wanted],
  );
  return useQueries({ queries, combine });
}

function gather(wanted: readonly Bucket[], results: readonly UseQueryResult<BucketFiles>[]): LoadedBuckets {
  const filesOf = new Map<string, readonly FileSummary[]>();
  const failed: Bucket[] = [];
  results.forEach(({ data, isError, isPlaceholderData }, index) => {
    const bucket = wanted[index];
    if (!bucket) return;
    if (data && !isPlaceholderData) filesOf.set(bucket.key, data);
    else if (isError) failed.push(bucket);
  });
  return {
    filesOf,
    failed,
    retry: () => results.forEach((result) => result.isError && void result.refetch()),
  };
}
