import { libraryStatus, type catalogEvents, type PayloadOf } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { request } from '../session/request.ts';

export const STATUS_KEY = ['library-status'] as const;
/** The last word on how far indexing is; written by the live connection alone. */
export const SCAN_KEY = ['library-scan'] as const;

export type ScanProgress = PayloadOf<typeof catalogEvents.scanProgressed>;

/** In case the live connection is down; with it, changes are heard of at once. */
const WHILE_INDEXING_MS = 5000;
const OTHERWISE_MS = 60_000;

export function useLibraryStatus() {
  return useQuery({
    queryKey: STATUS_KEY,
    queryFn: () => request(libraryStatus, {}),
    refetchInterval: ({ state }) =>
      state.data && state.data.indexing > 0 ? WHILE_INDEXING_MS : OTHERWISE_MS,
  });
}

export function useScanProgress(): ScanProgress | undefined {
  const { data } = useQuery<ScanProgress>({ queryKey: SCAN_KEY, enabled: false, staleTime: Infinity });
  return data;
}
