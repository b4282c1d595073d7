import { hasRole } from '@hearth/contracts';
import { CircleAlert, HardDrive, LoaderCircle } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useSignedIn } from '../session/use-session.ts';
import { describeIndexing } from './describe-indexing.ts';
import styles from './StatusStrip.module.css';
import { useLibraryStatus, useScanProgress } from './use-library-status.ts';

const HeldRemovals = lazy(() => import('./HeldRemovals.tsx'));

/** What the library is busy with, and what is wrong with it. Says nothing when all is well. */
export function StatusStrip({ showsUnreadable }: { readonly showsUnreadable: boolean }) {
  const { data: status } = useLibraryStatus();
  const scan = useScanProgress();
  const { role } = useSignedIn();
  if (!status) return null;
  const indexing = describeIndexing(status, scan);
  const all = status.indexing + status.ready + status.unreadable;
  return (
    <div className={styles.strips} role="status">
      {status.status === 'offline' && (
        <p className={styles.strip} data-tone="warning">
          <HardDrive size={18} aria-hidden />
          The library folder isn’t there. Is its disk plugged in? Nothing was removed from the list.
        </p>
      )}
      {status.status === 'held' && (
        <Suspense fallback={null}>
          <HeldRemovals missing={status.missing} mayConfirm={hasRole(role, 'admin')} />
        </Suspense>
      )}
      {indexing && (
        <p className={styles.strip}>
          <LoaderCircle className={styles.spinner} size={18} aria-hidden />
          {indexing.text}
          {indexing.share !== undefined && (
            <progress className={styles.progress} value={indexing.share} aria-label="Files read" />
          )}
        </p>
      )}
      {status.unreadable > 0 && showsUnreadable && (
        <p className={styles.strip}>
          <CircleAlert size={18} aria-hidden />
          <span>
            {status.unreadable} of {all.toLocaleString('en')} could not be read.
          </span>
          <Link href="/damaged">Show {status.unreadable === 1 ? 'it' : 'them'}</Link>
        </p>
      )}
    </div>
  );
}
