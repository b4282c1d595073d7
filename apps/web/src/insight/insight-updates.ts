import type { QueryClient } from '@tanstack/react-query';
import { createBatch } from '../live/batch.ts';

export const INSIGHT_KEY = ['insight'] as const;

/** Figures that nobody tells of, such as a stream that goes on, are not to stand still for longer. */
const REFETCH_MS = 5_000;

/** Asks for the figures again when accesses were counted, and not more often than they can be read. */
export function createInsightUpdates(client: QueryClient) {
  client.setQueryDefaults(INSIGHT_KEY, { refetchInterval: REFETCH_MS });
  const batch = createBatch<unknown>(() => void client.invalidateQueries({ queryKey: INSIGHT_KEY }), {
    quietMs: 500,
    longestMs: 3000,
  });
  return { take: batch.add, stop: batch.cancel };
}
