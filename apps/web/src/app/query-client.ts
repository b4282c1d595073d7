import { ProblemError } from '@hearth/contracts';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { cutIntoBuckets } from '../files/buckets.ts';
import { dayOf } from '../files/local-day.ts';
import { bucketAheadQuery, fetchNewest, timelineQuery, type BucketFiles } from '../files/photo-queries.ts';
import { filesQuery } from '../files/use-files.ts';
import { onThisDayFilter } from '../on-this-day/on-this-day-filter.ts';
import { today } from '../on-this-day/today.ts';
import { yearsOfThisDay } from '../on-this-day/years-of-this-day.ts';
import { isSignedOut, showSignIn } from '../session/use-session.ts';

const MAX_RETRIES = 2;
const STALE_AFTER_MS = 60_000;
/** A phone shows about as many in its first window. */
const SEEN_AT_FIRST = 12;
/** Of what was taken on this day. */
const CARDS_IN_SIGHT = 4;

export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) showSignIn(client);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: STALE_AFTER_MS,
        // A hub at home is reached without the internet: what the browser calls "offline" says nothing.
        networkMode: 'always',
        retry: (failures, error) => failures < MAX_RETRIES && isWorthRetrying(error),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

/**
 * Asks for what the first page shows while it is still being asked who is signed in: the timeline and, beside it, the newest
 * files, of which the first stretches are made; and for their pictures while there is no page yet.
 */
export async function fetchAhead(client: QueryClient, path: string): Promise<void> {
  if (path !== '/') return;
  const newest = fetchNewest().catch(() => []);
  const days = (await client.fetchQuery(timelineQuery({})).catch(() => undefined))?.days ?? [];
  // The cards above the photos are the largest pictures of the page.
  if (yearsOfThisDay(days, today()).length > 0) void fetchCards(client);
  let before = 0;
  for (const bucket of cutIntoBuckets(days)) {
    if (before >= SEEN_AT_FIRST) return;
    const files = client.fetchQuery(bucketAheadQuery(bucket, newest)).catch(() => []);
    void fetchPictures(files, SEEN_AT_FIRST - before);
    before += bucket.count;
  }
}

async function fetchCards(client: QueryClient): Promise<void> {
  const list = await client.fetchInfiniteQuery(filesQuery(onThisDayFilter(today()))).catch(() => undefined);
  const files = list?.pages.flatMap(({ items }) => items) ?? [];
  const cards = [...Map.groupBy(files, (file) => dayOf(file).slice(0, 4)).values()].slice(0, CARDS_IN_SIGHT);
  void fetchPictures(Promise.resolve(cards.flatMap(([first]) => first ?? [])), CARDS_IN_SIGHT);
}

async function fetchPictures(files: Promise<BucketFiles>, most: number): Promise<void> {
  for (const { thumbnailUrl } of (await files).slice(0, most)) {
    if (thumbnailUrl !== null) new Image().src = thumbnailUrl;
  }
}

function isWorthRetrying(error: Error): boolean {
  return !(error instanceof ProblemError) || error.problem.status >= 500;
}
