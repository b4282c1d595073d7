import { listFiles, timeline, type FileSummary, type OutputOf } from '@hearth/contracts';
import { queryOptions } from '@tanstack/react-query';
import { FILES_KEY } from './use-files.ts';
import { request } from '../session/request.ts';
import { MOST_IN_BUCKET, type Bucket } from './buckets.ts';

export const TIMELINE_KEY = [...FILES_KEY, 'timeline'] as const;
export const BUCKET_KEY = [...FILES_KEY, 'bucket'] as const;

export type Timeline = OutputOf<typeof timeline>;
export type BucketFiles = readonly FileSummary[];

/** Which of the photos and videos; what could not be read, and what has not been read yet, stands elsewhere. */
export interface PhotoFilter {
  readonly favourite?: 'true';
}

const PHOTOS = { type: 'image,video', state: 'ready' } as const;
/** Stretches out of sight are let go after this. */
const KEPT_MS = 60_000;

export const timelineQuery = (filter: PhotoFilter) =>
  queryOptions({
    queryKey: [...TIMELINE_KEY, filter],
    queryFn: () => request(timeline, { query: { ...PHOTOS, ...filter } }),
  });

export const bucketQuery = (filter: PhotoFilter, { key, from, to, page }: Bucket) =>
  queryOptions({
    queryKey: [...BUCKET_KEY, filter, key],
    queryFn: async (): Promise<BucketFiles> => {
      // The timeline has told how many there are.
      const pages = { page, pageSize: MOST_IN_BUCKET, totalUpTo: 1 };
      const query = { ...PHOTOS, ...filter, from, to, sort: '-takenAt', ...pages } as const;
      const { items } = await request(listFiles, { query });
      return items;
    },
    gcTime: KEPT_MS,
  });
