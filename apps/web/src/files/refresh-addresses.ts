import type { QueryClient } from '@tanstack/react-query';
import { FILES_KEY } from './use-files.ts';

/** Addresses live for ten minutes and more; lists younger than this hold good ones, and asking again would not help. */
const YOUNG_MS = 60_000;

/** Fetches the lists anew, once, however many pictures of them failed to load. */
export function refreshAddresses(client: QueryClient): void {
  void client.invalidateQueries(
    { queryKey: FILES_KEY, predicate: ({ state }) => Date.now() - state.dataUpdatedAt > YOUNG_MS },
    { cancelRefetch: false },
  );
}
