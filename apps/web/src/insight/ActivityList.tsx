import { activity } from '@hearth/contracts';
import { HowCounted } from './HowCounted.tsx';
import { AccessList } from './AccessList.tsx';
import { Card } from './Card.tsx';
import { useActivity, type ActivityOf } from './use-activity.ts';
import styles from './FigureList.module.css';

interface ActivityListProps {
  readonly title: string;
  readonly of?: ActivityOf;
  readonly leavesOut?: 'file' | 'person';
  readonly durationSec?: number | null;
}

/** Who was served what, newest first: all of it, or that of one file, person or device. */
export function ActivityList({ title, of = {}, leavesOut, durationSec }: ActivityListProps) {
  const { items, ...figures } = useActivity(of);
  const query = new URLSearchParams({ ...of, limit: '200', format: 'csv' });
  return (
    <Card
      title={title}
      error={figures.error}
      isReady={figures.data !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {items.length === 0 && <p className={styles.soft}>Nothing was watched or downloaded yet.</p>}
      <AccessList
        items={items}
        {...(leavesOut && { leavesOut })}
        {...(durationSec !== undefined && { durationSec })}
      />
      {figures.hasNextPage && (
        <button
          type="button"
          className={`button ${styles.further}`}
          disabled={figures.isFetchingNextPage}
          onClick={() => void figures.fetchNextPage()}
        >
          Show more
        </button>
      )}
      <HowCounted csv={`${activity.path}?${query}`}>
        One line is one person’s run with one file. Addresses are those of the network at home, or of guests
        who came by a link; how much is told by our player, or reckoned by what went out to others.
      </HowCounted>
    </Card>
  );
}
