import { useEffect, useState } from 'react';
import { useTitle } from '../page/use-title.ts';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionContext } from '../selection/use-selection.ts';
import { KeptFiles } from './KeptFiles.tsx';
import styles from './Offline.module.css';
import { useKept } from '../keeping/use-kept.ts';

interface AwayPageProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

const TRY_EVERY_MS = 10_000;

/** The start while the hub is away: what is kept on this device, and the way in as soon as the hub is back. */
export default function AwayPage({ error, onRetry }: AwayPageProps) {
  const kept = useKept();
  const [selection] = useState(() => new FileSelection());
  useTitle('Offline');
  useEffect(() => {
    const timer = setInterval(onRetry, TRY_EVERY_MS);
    window.addEventListener('online', onRetry);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', onRetry);
    };
  }, [onRetry]);
  if (kept === undefined) return <PageSkeleton />;
  if (kept.length === 0) return <ProblemFace error={error} onRetry={onRetry} />;
  return (
    <SelectionContext value={selection}>
      <main className={styles.away}>
        <header>
          <div>
            <h1>The hub is away</h1>
            <p>What you kept on this device is here.</p>
          </div>
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        </header>
        <KeptFiles files={kept} />
      </main>
    </SelectionContext>
  );
}
