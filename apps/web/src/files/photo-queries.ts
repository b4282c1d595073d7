import { listFiles, timeline, urlOf, type FileSummary, type OutputOf } from '@hearth/contracts';
import { queryOptions } from '@tanstack/react-query';
import { FILES_KEY } from './use-files.ts';
import { request } from '../session/request.ts';
import { filesOfBucket, MOST_IN_BUCKET, type Bucket } from './buckets.ts';
import { dayOf } from './local-day.ts';

export const TIMELINE_KEY = [...FILES_KEY, 'timeline'] as const;
export const BUCKET_KEY = [...FILES_KEY, 'bucket'] as const;

export type Timeline = OutputOf<typeof timeline>;
export type BucketFiles = readonly FileSummary[];

/** Which of the photos and videos; what could not be read, and what has not been read yet, stands elsewhere. */
export interface PhotoFilter {
  readonly favourite?: 'true';
}

const NO_FILTER: PhotoFilter = {};
const PHOTOS = { type: 'image,video', state: 'ready' } as const;
/** Stretches out of sight are let go after this. */
const KEPT_MS = 60_000;

export const timelineQuery = (filter: PhotoFilter) =>
  queryOptions({
    queryKey: [...TIMELINE_KEY, filter],
    queryFn: () => request(timeline, { query: { ...PHOTOS, ...filter } }),
  });

const NEWEST = { ...PHOTOS, sort: '-takenAt', limit: MOST_IN_BUCKET } as const;

/** As many of the newest as one stretch holds at most, for whoever cannot wait until the stretches are known. */
export async function fetchNewest(): Promise<BucketFiles> {
  return (await request(listFiles, { query: NEWEST })).items;
}

/** What the first page asks for at once. The hub's front door names these to browsers beside the page. */
export const ASKED_AT_FIRST: readonly string[] = [
  urlOf(timeline, { query: PHOTOS }),
  urlOf(listFiles, { query: NEWEST }),
];

export const bucketQuery = (filter: PhotoFilter, bucket: Bucket) =>
  queryOptions({
    queryKey: [...BUCKET_KEY, filter, bucket.key],
    queryFn: () => fetchBucket(filter, bucket),
    gcTime: KEPT_MS,
  });

/** The first stretches out of the newest files where these hold them whole; asked for again, they come from the hub. */
export function bucketAheadQuery(bucket: Bucket, newest: Promise<BucketFiles>) {
  let isAhead = true;
  return queryOptions({
    ...bucketQuery(NO_FILTER, bucket),
    queryFn: async (): Promise<BucketFiles> => {
      const files = isAhead ? filesOfBucket(bucket, await newest, dayOf) : undefined;
      isAhead = false;
      return files ?? fetchBucket(NO_FILTER, bucket);
    },
  });
}

async function fetchBucket(filter: PhotoFilter, { from, to, page }: Bucket): Promise<BucketFiles> {
  // The timeline has told how many there are.
  const pages = { page, pageSize: MOST_IN_BUCKET, totalUpTo: 1 };
  const query = { ...PHOTOS, ...filter, from, to, sort: '-takenAt', ...pages } as const;
  const { items } = await request(listFiles, { query });
  return items;
}
