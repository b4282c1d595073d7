import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useUnfinishedBackup } from '../backup/use-unfinished-backup.ts';
import { LibraryPage } from '../library/LibraryPage.tsx';
import { LiveProvider } from '../live/LiveProvider.tsx';
import { useFreshSession } from '../session/use-fresh-session.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PageSkeleton } from './PageSkeleton.tsx';
import { Shell } from './Shell.tsx';

const InsightPage = lazy(() => import('../insight/InsightPage.tsx'));
const DevicesPage = lazy(() => import('../devices/DevicesPage.tsx'));
const BackupPage = lazy(() => import('../backup/BackupPage.tsx'));
const PeoplePage = lazy(() => import('../people/PeoplePage.tsx'));
const SignInsPage = lazy(() => import('../people/SignInsPage.tsx'));
const MorePage = lazy(() => import('./MorePage.tsx'));

/** `/`, `/search` and `/photo/:id` are one page: the library stays as it is beneath what is looked at. */
const LIBRARY_PATHS = /^\/(?:search\/?|photo\/(?<id>[^/]+)\/?)?$/;

/** Everything there is for people who are signed in. */
export function House() {
  useFreshSession();
  useUnfinishedBackup();
  const [path] = useLocation();
  return (
    <LiveProvider>
      <Shell>
        <ErrorBoundary place={placeOf(path)}>
          <Suspense fallback={<PageSkeleton />}>
            <Switch>
              <Route path={LIBRARY_PATHS} component={LibraryPage} />
              <Route path="/insight" component={InsightPage} />
              <Route path="/backup" component={BackupPage} />
              <Route path="/devices" component={DevicesPage} />
              <Route path="/people" component={PeoplePage} />
              <Route path="/sign-ins" component={SignInsPage} />
              <Route path="/more" component={MorePage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </Shell>
    </LiveProvider>
  );
}

/** A page that failed leaves the way to the others open. Looking at a file is no other page. */
function placeOf(path: string): string {
  return LIBRARY_PATHS.test(path) ? '/' : path;
}
