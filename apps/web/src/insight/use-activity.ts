import { activity, type DeviceId, type FileId, type UserId } from '@hearth/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../session/request.ts';
import { INSIGHT_KEY } from './insight-updates.ts';

const PAGE_SIZE = 15;

export interface ActivityOf {
  readonly fileId?: FileId;
  readonly userId?: UserId;
  readonly deviceId?: DeviceId;
}

/** Who was served what, newest first, page by page. */
export function useActivity(of: ActivityOf) {
  const figures = useInfiniteQuery({
    queryKey: [...INSIGHT_KEY, 'activity', of],
    queryFn: ({ pageParam }) => request(activity, { query: { ...of, limit: PAGE_SIZE, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return { ...figures, items: figures.data?.pages.flatMap((page) => page.items) ?? [] };
}
