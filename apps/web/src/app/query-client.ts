import { ProblemError } from '@hearth/contracts';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { timelineQuery } from '../photos/photo-queries.ts';
import { isSignedOut, showSignIn } from '../session/use-session.ts';

const MAX_RETRIES = 2;
const STALE_AFTER_MS = 60_000;

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

/** Asks for what the first page shows while it is still being asked who is signed in: one wait less for the first picture. */
export function fetchAhead(client: QueryClient, path: string): void {
  if (path === '/') void client.prefetchQuery(timelineQuery({}));
}

function isWorthRetrying(error: Error): boolean {
  return !(error instanceof ProblemError) || error.problem.status >= 500;
}
