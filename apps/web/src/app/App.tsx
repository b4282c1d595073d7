import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Entrance } from './Entrance.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { afterFirstSight } from './first-sight.ts';
import { createQueryClient, fetchAhead } from './query-client.ts';

/**
 * Without it the app works as it is; where it can't be fetched there is no new version either. The service worker that it
 * registers fetches the whole app, which the first pictures do not wait for.
 */
const UpdatePrompt = lazy(() =>
  afterFirstSight()
    .then(() => import('./UpdatePrompt.tsx'))
    .catch(() => ({ default: () => null })),
);

export function App() {
  const [client] = useState(() => {
    const made = createQueryClient();
    void fetchAhead(made, location.pathname);
    return made;
  });
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <Entrance />
      </QueryClientProvider>
      <Suspense fallback={null}>
        <UpdatePrompt />
      </Suspense>
    </ErrorBoundary>
  );
}
