import { nowPlaying } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { formatClock } from '../design/format.ts';
import { request } from '../session/request.ts';
import { Card } from './Card.tsx';
import { HowCounted } from './HowCounted.tsx';
import { INSIGHT_KEY } from './insight-updates.ts';
import styles from './FigureList.module.css';

const ASK_EVERY_MS = 15_000;

/** What is being played at this moment, and how far it is. */
export function NowPlaying() {
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'now-playing'],
    queryFn: () => request(nowPlaying, { query: {} }),
    // What ends tells nobody.
    refetchInterval: ASK_EVERY_MS,
  });
  const items = figures.data?.items ?? [];
  return (
    <Card
      title="Now playing"
      error={figures.error}
      isReady={figures.data !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {items.length === 0 && <p className={styles.soft}>Nothing is playing right now.</p>}
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={`${item.fileId} ${item.userId ?? item.ip}`} className={styles.item}>
            <Link href={`/insight/files/${item.fileId}`}>
              {item.fileName === null ? 'Unknown file' : <FileName name={item.fileName} />}
            </Link>
            <span className={`${styles.soft} figures`}>
              {item.username ?? 'Somebody'}
              {item.positionSec !== null && ` · ${formatClock(item.positionSec)}`}
              {item.positionSec !== null &&
                item.durationSec !== null &&
                ` of ${formatClock(item.durationSec)}`}
            </span>
          </li>
        ))}
      </ul>
      <HowCounted csv={`${nowPlaying.path}?format=csv`}>
        Whoever gave a sign of life within the last minute: our player tells every ten seconds how far it is,
        of other players a request is heard of when it ends.
      </HowCounted>
    </Card>
  );
}
