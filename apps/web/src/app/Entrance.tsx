import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { SignedInContext, useSession } from '../session/use-session.ts';
import { House } from './House.tsx';
import { OpenPage } from './OpenPage.tsx';
import { findRoute } from './routes.ts';

const AwayPage = lazy(() =>
  // Where it cannot be fetched either, at least what happened is said.
  import('../offline/AwayPage.tsx').catch(() => ({ default: ProblemFace })),
);
const SignInPage = lazy(() => import('../session/SignInPage.tsx'));

/** Lets those in who are signed in; shows the others the sign-in page at the address they came to. */
export function Entrance() {
  const session = useSession();
  const [path] = useLocation();
  // While it is being asked again whether the hub is back, what is looked at or played without it stays.
  const [awayFor, setAwayFor] = useState<Error>();
  if (session.error && session.error !== awayFor) setAwayFor(session.error);
  if (session.isPending && awayFor === undefined)
    return <div className="opening" role="status" aria-busy="true" aria-label="Opening Hearth" />;
  const found = findRoute(path.length > 1 ? path.replace(/\/$/, '') : path);
  // Whoever comes with an invitation may have nothing else yet.
  if (found?.route.access === 'open') {
    return (
      <SignedInContext value={session.data ?? undefined}>
        <OpenPage {...found} />
      </SignedInContext>
    );
  }
  if (session.data === undefined) {
    return (
      <Suspense fallback={<div className="opening" />}>
        <AwayPage error={awayFor} onRetry={session.refetch} />
      </Suspense>
    );
  }
  if (session.data === null) {
    return (
      <Suspense fallback={<div className="opening" />}>
        <SignInPage />
      </Suspense>
    );
  }
  return (
    <SignedInContext value={session.data}>
      <House key={session.data.id} />
    </SignedInContext>
  );
}
