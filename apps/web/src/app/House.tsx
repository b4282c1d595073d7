import { Suspense, useEffect, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useUnfinishedBackup } from '../backup/use-unfinished-backup.ts';
import { LiveProvider } from './LiveProvider.tsx';
import { useFreshSession } from '../session/use-fresh-session.ts';
import { useKeptInStep } from '../keeping/use-kept-in-step.ts';
import { useSignedIn } from '../session/use-session.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { afterFirstSight } from './first-sight.ts';
import { NoAccessPage } from './NoAccessPage.tsx';
import { NotFoundPage } from '../page/NotFoundPage.tsx';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { PlaceContext, readPlace } from '../page/place.ts';
import { findRoute, mayOpen } from './routes.ts';
import { Shell } from './Shell.tsx';
import { UploadsProvider } from '../upload/UploadsProvider.tsx';
import { preloadViewer } from '../viewer/lazy-viewer.tsx';
import { useTitle } from '../page/use-title.ts';

/** Everything there is for people who are signed in. A page stays as it is beneath a file that is looked at. */
export function House() {
  useFreshSession();
  useUnfinishedBackup();
  useKeptInStep();
  const person = useSignedIn();
  const [pathname] = useLocation();
  const search = useSearch();
  const place = useMemo(() => readPlace(pathname, new URLSearchParams(search)), [pathname, search]);
  useEffect(() => {
    // Whoever taps a picture does not wait for code; what cannot be fetched now is asked for again by then.
    void afterFirstSight()
      .then(preloadViewer)
      .catch(() => undefined);
  }, []);
  const found = findRoute(place.path);
  const isAllowed = found !== undefined && mayOpen(person, found.route);
  useTitle(found ? found.route.title : 'Not found');
  return (
    <LiveProvider>
      <PlaceContext value={place}>
        <UploadsProvider>
          <Shell>
            <ErrorBoundary place={place.path}>
              <Suspense fallback={<PageSkeleton />}>
                {!found ? (
                  <NotFoundPage />
                ) : isAllowed ? (
                  <found.route.page key={found.route.title} params={found.params} />
                ) : (
                  <NoAccessPage access={found.route.access} />
                )}
              </Suspense>
            </ErrorBoundary>
          </Shell>
        </UploadsProvider>
      </PlaceContext>
    </LiveProvider>
  );
}
