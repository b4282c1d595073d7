import { call, inspectPairing } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, use, useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { findCaptureToken } from '../capture/phone/membership.ts';
import { SignedInContext } from '../session/use-session.ts';
import { AlreadyPaired } from './AlreadyPaired.tsx';
import { CodeForm } from './CodeForm.tsx';
import { JoinForm } from './JoinForm.tsx';
import styles from './PairPage.module.css';
import type { ReadInvitation } from './read-invitation.ts';
import { describeRefusal, FOREIGN } from './refusals.ts';
import { Refused } from './Refused.tsx';
import { useScanned } from './use-scanned.ts';

const PhonePage = lazy(() => import('../capture/phone/PhonePage.tsx'));

/** Where a phone comes to after scanning a code: what am I joining, under which name, and in. */
export default function PairPage() {
  const signedIn = use(SignedInContext);
  const [scanned, setScanned] = useScanned();
  const [wantsAnew, setWantsAnew] = useState(false);
  const captureToken = captureTokenOf(scanned);
  const secret = typeof scanned === 'object' && !('captureToken' in scanned) ? scanned : undefined;
  const isPaired = signedIn?.deviceId != null && !wantsAnew;
  const inspected = useQuery({
    queryKey: ['pairing', secret],
    queryFn: () => call(inspectPairing, { body: secret ?? {} }),
    enabled: secret !== undefined && !isPaired,
    // Each look at a code counts as a try.
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const startOver = () => setScanned('none');
  return (
    <main className={styles.page}>
      <div className={styles.content}>
        {captureToken !== undefined ? (
          <Suspense fallback={<PageSkeleton />}>
            <PhonePage key={captureToken} token={captureToken} />
          </Suspense>
        ) : isPaired ? (
          <AlreadyPaired onPairAnew={() => setWantsAnew(true)} />
        ) : scanned === 'foreign' ? (
          <Refused refusal={FOREIGN} onTypeCode={startOver} />
        ) : secret === undefined ? (
          <CodeForm onCode={(code) => setScanned({ code })} />
        ) : inspected.data ? (
          <JoinForm secret={secret} invitation={inspected.data} signedIn={signedIn} onTypeCode={startOver} />
        ) : inspected.isError ? (
          <Refused
            refusal={describeRefusal(inspected.error)}
            onTypeCode={startOver}
            onRetry={() => void inspected.refetch()}
          />
        ) : (
          <PageSkeleton />
        )}
      </div>
    </main>
  );
}

/** A phone that films stays one when its page is loaded again. */
function captureTokenOf(scanned: ReadInvitation): string | undefined {
  if (scanned === 'none') return findCaptureToken();
  return typeof scanned === 'object' && 'captureToken' in scanned ? scanned.captureToken : undefined;
}
