import type { TakeSummary } from '@hearth/contracts';
import { Clapperboard, Play } from 'lucide-react';
import { Link } from 'wouter';
import { Face } from '../../design/Face.tsx';
import { countOf, formatAgo, formatClock, formatExactly } from '../../design/format.ts';
import { ProblemFace } from '../../design/ProblemFace.tsx';
import { useNow } from '../../design/use-now.ts';
import { describeKeeping, describeSync } from './describe-take.ts';
import styles from './TakesList.module.css';
import { useTakes } from './use-takes.ts';

const STATE_WORDS = {
  recording: 'Recording…',
  finishing: 'Waiting for the last frames…',
  failed: 'Could not be finished',
  ready: undefined,
} as const;

export function TakesList() {
  const takes = useTakes();
  const now = useNow(30_000);
  if (takes.isError) return <ProblemFace error={takes.error} onRetry={() => void takes.refetch()} />;
  if (!takes.data)
    return <div className={styles.waiting} role="status" aria-busy="true" aria-label="Looking for takes" />;
  const items = takes.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <Face icon={Clapperboard} title="No take yet">
        <p>What you record comes here, and into the library under Captures.</p>
      </Face>
    );
  return (
    <>
      <ul className="plain-list">
        {items.map((take) => (
          <Row key={take.id} take={take} now={now} />
        ))}
      </ul>
      {takes.hasNextPage && (
        <button
          type="button"
          className={`button ${styles.more}`}
          disabled={takes.isFetchingNextPage}
          onClick={() => void takes.fetchNextPage()}
        >
          Older takes
        </button>
      )}
    </>
  );
}

function Row({ take, now }: { readonly take: TakeSummary; readonly now: number }) {
  const { id, label, state, startedAt, durationSec, devices } = take;
  const sync = describeSync(take);
  return (
    <li>
      <Link href={`/capture/takes/${id}`} className={`list-card ${styles.row}`}>
        <span className={styles.icon}>
          <Play size={20} aria-hidden />
        </span>
        <span className="list-card-facts">
          <strong className="list-card-name">{label}</strong>
          <span className={styles.line} title={formatExactly(startedAt)}>
            {formatAgo(startedAt, now)} · {countOf(devices.length, 'phone')}
            {durationSec !== null && ` · ${formatClock(durationSec)}`}
          </span>
          <span className={styles.line}>
            {STATE_WORDS[state] ?? [sync, describeKeeping(take, now)].filter(Boolean).join(' · ')}
          </span>
        </span>
      </Link>
    </li>
  );
}
