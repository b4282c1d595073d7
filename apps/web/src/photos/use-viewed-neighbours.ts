import type { FileSummary } from '@hearth/contracts';
import { useMemo } from 'react';
import { useFile } from '../viewer/use-file.ts';
import type { Bucket } from '../files/buckets.ts';
import { dayOf } from '../files/local-day.ts';

const NONE: ReadonlySet<string> = new Set();

/** The file that is looked at, and the stretches around it, which must be here to step on from it. */
export function useViewedNeighbours(viewedId: string | undefined, buckets: readonly Bucket[]) {
  const { data } = useFile(viewedId ?? '', viewedId !== undefined);
  const viewed: FileSummary | undefined = viewedId === undefined ? undefined : data;
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
