import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { SignedInContext, useSession } from '../session/use-session.ts';
import { House } from './House.tsx';
import styles from './Entrance.module.css';

const PairPage = lazy(() => import('../pairing/PairPage.tsx'));
const SignInPage = lazy(() => import('../session/SignInPage.tsx'));

/** Lets those in who are signed in; shows the others the sign-in page at the address they came to. */
export function Entrance() {
  const session = useSession();
  const [path] = useLocation();
  if (session.isPending)
    return <div className={styles.waiting} role="status" aria-busy="true" aria-label="Opening Hearth" />;
  // Open to everybody: a device that comes with an invitation has nothing else yet.
  if (path === '/pair') {
    return (
      <Suspense fallback={<div className={styles.waiting} />}>
        <PairPage signedIn={session.data ?? undefined} />
      </Suspense>
    );
  }
  if (session.data === undefined) {
    return <ProblemFace error={session.error} onRetry={() => void session.refetch()} />;
  }
  if (session.data === null) {
    return (
      <Suspense fallback={<div className={styles.waiting} />}>
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
