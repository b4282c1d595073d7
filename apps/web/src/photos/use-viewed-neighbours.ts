import type { FileSummary } from '@hearth/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { findCachedPhoto } from '../files/cached-files.ts';
import { useFile } from '../viewer/use-file.ts';
import type { Bucket } from '../files/buckets.ts';
import { dayOf } from '../files/local-day.ts';

const NONE: ReadonlySet<string> = new Set();

/** The file that is looked at, and the stretches around it, which must be here to step on from it. */
export function useViewedNeighbours(viewedId: string | undefined, buckets: readonly Bucket[]) {
  const client = useQueryClient();
  const { data } = useFile(viewedId ?? '', viewedId !== undefined);
  // What was stepped to is in a stretch that is here: its neighbours wait for no answer, and stay while the hub is away.
  const known = useMemo(
    () => (viewedId === undefined ? undefined : findCachedPhoto(client, viewedId)),
    [client, viewedId],
  );
  const viewed: FileSummary | undefined = viewedId === undefined ? undefined : (data ?? known);
  const neighbourKeys = useMemo(() => {
    if (!viewed) return NONE;
    const day = dayOf(viewed);
    const around = buckets.flatMap(({ from, to }, index) => (from <= day && to >= day ? [index] : []));
    const [first, last] = [around[0], around.at(-1)];
    if (first === undefined || last === undefined) return NONE;
    return new Set(buckets.slice(Math.max(0, first - 1), last + 2).map(({ key }) => key));
  }, [viewed, buckets]);
  return { viewed, neighbourKeys };
}
