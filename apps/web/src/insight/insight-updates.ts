import type { QueryClient } from '@tanstack/react-query';
import { createBatch } from '../live/batch.ts';

export const INSIGHT_KEY = ['insight'] as const;

/** Asks for the figures again when accesses were counted, and not more often than they can be read. */
export function createInsightUpdates(client: QueryClient) {
  const batch = createBatch<unknown>(() => void client.invalidateQueries({ queryKey: INSIGHT_KEY }), {
    quietMs: 500,
    longestMs: 3000,
  });
  return { take: batch.add, stop: batch.cancel };
}
