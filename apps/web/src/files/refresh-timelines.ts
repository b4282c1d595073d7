import type { QueryClient } from '@tanstack/react-query';
import { cutIntoBuckets } from './buckets.ts';
import { BUCKET_KEY, TIMELINE_KEY, type BucketFiles, type Timeline } from './photo-queries.ts';

/**
 * Counts anew, and fetches those stretches again whose count is no longer what is here, or that hold one of `changed`.
 * All others stay as they are.
 */
export async function refreshTimelines(
  client: QueryClient,
  changed: ReadonlySet<string> = new Set(),
): Promise<void> {
  await client.invalidateQueries({ queryKey: TIMELINE_KEY });
  for (const [timelineKey, timeline] of client.getQueriesData<Timeline>({ queryKey: TIMELINE_KEY })) {
    if (!timeline) continue;
    const filter = timelineKey[TIMELINE_KEY.length];
    const counts = new Map(cutIntoBuckets(timeline.days).map(({ key, count }) => [key, count]));
    for (const [queryKey, files] of client.getQueriesData<BucketFiles>({
      queryKey: [...BUCKET_KEY, filter],
    })) {
      if (!files) continue;
      const count = counts.get(String(queryKey.at(-1)));
      if (count === undefined) client.removeQueries({ queryKey, exact: true, type: 'inactive' });
      else if (count !== files.length || files.some(({ id }) => changed.has(id)))
        void client.invalidateQueries({ queryKey, exact: true });
    }
  }
}
