import { engagement, type OutputOf, type Range } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { countOf, formatDuration } from '../design/format.ts';
import { request } from '../session/request.ts';
import { Card } from './Card.tsx';
import { DayBars } from './DayBars.tsx';
import styles from './Engagement.module.css';
import { HourGrid } from './HourGrid.tsx';
import { HowCounted } from './HowCounted.tsx';
import { INSIGHT_KEY } from './insight-updates.ts';

type Figures = OutputOf<typeof engagement>;

/** How much the house watches: sums with those of the range before, people by day, streams by hour. */
export function Engagement({ range }: { readonly range: Range }) {
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'engagement', range],
    queryFn: () => request(engagement, { query: { range } }),
    placeholderData: (previous) => previous,
  });
  const found = figures.data;
  return (
    <Card
      title="Who watches when"
      error={figures.error}
      isReady={found !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {found && (
        <div className={styles.parts}>
          <Sums found={found} />
          {found.activeUsers.length > 0 && <DayBars days={found.activeUsers} />}
          <HourGrid byHour={found.byHour} />
          <HowCounted csv={`/api/analytics/users/engagement?range=${range}&format=csv`}>
            A stream is one person’s run with one file: 30 seconds of it or 5%, whichever is less; breaks of
            less than half an hour join. It counts in the hour in which it began, by the clock of{' '}
            {found.timeZone}. Its length is the time from its begin to its last sign of life. Seconds come
            from our player; other players tell only what they fetched.
          </HowCounted>
        </div>
      )}
    </Card>
  );
}

function Sums({ found }: { readonly found: Figures }) {
  const { previous } = found;
  return (
    <dl className={`${styles.sums} figures`}>
      <div>
        <dt>Streams</dt>
        <dd>{found.sessions}</dd>
        {previous && <dd className={styles.before}>{previous.sessions} before</dd>}
      </div>
      <div>
        <dt>Watched</dt>
        <dd>{formatDuration(found.watchTimeSec)}</dd>
        {previous && <dd className={styles.before}>{formatDuration(previous.watchTimeSec)} before</dd>}
      </div>
      <div>
        <dt>Median length</dt>
        <dd>{found.medianSessionSec === null ? '–' : formatDuration(found.medianSessionSec)}</dd>
        {previous && previous.medianSessionSec !== null && (
          <dd className={styles.before}>{formatDuration(previous.medianSessionSec)} before</dd>
        )}
      </div>
      <div>
        <dt>Downloads</dt>
        <dd>{found.downloads}</dd>
        {previous && <dd className={styles.before}>{countOf(previous.downloads, 'download')} before</dd>}
      </div>
    </dl>
  );
}
