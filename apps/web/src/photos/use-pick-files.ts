import type { FileSummary } from '@hearth/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, type RefObject } from 'react';
import { useStable } from '../design/use-stable.ts';
import { rangeBetween } from '../selection/file-selection.ts';
import { useLongPress } from '../selection/use-long-press.ts';
import { useClearByEscape } from '../selection/use-pick-from.ts';
import { useSelection } from '../selection/use-selection.ts';
import type { Bucket } from '../files/buckets.ts';
import { dayOf } from '../files/local-day.ts';
import { bucketQuery, type PhotoFilter } from '../files/photo-queries.ts';

interface PickFiles {
  readonly filter: PhotoFilter;
  readonly buckets: readonly Bucket[];
  /** What is here, in the order of the timeline. */
  readonly loaded: readonly FileSummary[];
  readonly container: RefObject<HTMLElement | null>;
}

/** A range over more than this is not picked by one click. */
const MOST_FETCHED = 30;

/** One by one, from here to there (shift, or a long touch that is drawn along), or a day. */
export function usePickFiles({ filter, buckets, loaded, container }: PickFiles) {
  const client = useQueryClient();
  const selection = useSelection();

  const fetchAll = useCallback(
    async (wanted: readonly Bucket[]) => {
      const files: FileSummary[] = [];
      for (const bucket of wanted.slice(0, MOST_FETCHED)) {
        files.push(...(await client.fetchQuery({ ...bucketQuery(filter, bucket), staleTime: Infinity })));
      }
      return files;
    },
    [client, filter],
  );

  const pick = useStable(async (file: FileSummary, event: { readonly shiftKey: boolean }) => {
    const anchor =
      selection.anchorId === undefined ? undefined : selection.getFiles().get(selection.anchorId);
    if (!event.shiftKey || !anchor) return selection.toggle(file);
    const here = rangeBetween(loaded, anchor.id, file.id);
    if (here.length > 0) return selection.add(here);
    const [older, newer] = [dayOf(anchor), dayOf(file)].toSorted() as [string, string];
    const between = buckets.filter(({ from, to }) => from <= newer && to >= older);
    selection.add(rangeBetween(await fetchAll(between), anchor.id, file.id));
  });

  const pickDay = useStable(async (day: string, files: readonly FileSummary[]) => {
    const pages = buckets.filter(({ from, to }) => from === day && to === day);
    selection.toggleAll(pages.length > 1 ? await fetchAll(pages) : files);
  });

  const find = useStable((fileId: string) => loaded.find(({ id }) => id === fileId));
  const range = useStable((fromId: string, toId: string) => rangeBetween(loaded, fromId, toId));
  useLongPress(container, selection, find, range);

  useClearByEscape();
  return { pick, pickDay };
}
