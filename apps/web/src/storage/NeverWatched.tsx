import { neverWatched } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { formatAgo, formatBytes } from '../design/format.ts';
import { request } from '../session/request.ts';
import { Card } from '../insight/Card.tsx';
import { HowCounted } from '../insight/HowCounted.tsx';
import { INSIGHT_KEY } from '../insight/insight-updates.ts';
import styles from '../insight/FigureList.module.css';

const SHOWN = 8;

/** What takes room and was never of use to anybody. */
export function NeverWatched() {
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'never-watched'],
    queryFn: () => request(neverWatched, { query: { limit: SHOWN } }),
  });
  const items = figures.data?.items ?? [];
  return (
    <Card
      title="Could go"
      error={figures.error}
      isReady={figures.data !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {items.length === 0 && <p className={styles.soft}>Nothing that has been here for a month is unused.</p>}
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.fileId} className={styles.item}>
            <Link href={`/photo/${item.fileId}`} state={{ hasOpener: true }}>
              <FileName name={item.name} />
            </Link>
            <span className={`${styles.soft} figures`}>
              {formatBytes(item.sizeBytes)} · {formatAgo(item.addedAt)}
            </span>
          </li>
        ))}
      </ul>
      <HowCounted csv="/api/analytics/storage/never-watched?format=csv&limit=200">
        The largest files that have been here for a month and that nobody ever streamed, watched or
        downloaded. Looking at a preview is none of these.
      </HowCounted>
    </Card>
  );
}
