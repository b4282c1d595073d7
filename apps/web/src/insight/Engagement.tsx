import { engagement, type OutputOf, type Range } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { countOf, formatBytes, formatDay, formatDuration } from '../design/format.ts';
import { Sums } from '../charts/Sums.tsx';
import { request } from '../session/request.ts';
import { Card } from './Card.tsx';
import { DayBars } from './DayBars.tsx';
import styles from './Engagement.module.css';
import { HourGrid } from './HourGrid.tsx';
import { HOW_COUNTED } from './how-counted.ts';
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
          <Sums sums={sumsOf(found)} />
          {found.activeUsers.length > 0 && <DayBars days={found.activeUsers} />}
          {found.activeUsers.length > MOST_ACTIVE && (
            <p className={styles.most}>Most active: {mostActive(found.activeUsers).join(', ')}</p>
          )}
          <HourGrid byHour={found.byHour} />
          <HowCounted
            csv={`/api/analytics/users/engagement?range=${range}&format=csv`}
            further={{
              label: 'CSV of hours',
              href: `/api/analytics/users/engagement?range=${range}&table=hours&format=csv`,
            }}
          >
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

const MOST_ACTIVE = 3;

function mostActive(days: Figures['activeUsers']): string[] {
  return days
    .toSorted((a, b) => b.sessions - a.sessions || b.watchTimeSec - a.watchTimeSec)
    .slice(0, MOST_ACTIVE)
    .map(({ day, sessions }) => `${formatDay(day)} (${countOf(sessions, 'stream')})`);
}

function sumsOf(found: Figures) {
  const { previous } = found;
  const lengthOf = (sec: number | null) => (sec === null ? '–' : formatDuration(sec));
  return [
    {
      ...{ label: 'Streams', value: found.sessions.toLocaleString('en') },
      ...{ before: previous?.sessions.toLocaleString('en'), how: HOW_COUNTED.streams },
    },
    {
      ...{ label: 'Watched', value: formatDuration(found.watchTimeSec) },
      ...{ before: previous && formatDuration(previous.watchTimeSec), how: HOW_COUNTED.watched },
    },
    {
      ...{ label: 'Median length', value: lengthOf(found.medianSessionSec) },
      ...{ before: previous && lengthOf(previous.medianSessionSec), how: HOW_COUNTED.median },
    },
    {
      ...{ label: 'Downloads', value: found.downloads.toLocaleString('en') },
      ...{ before: previous?.downloads.toLocaleString('en'), how: HOW_COUNTED.downloads },
    },
    {
      ...{ label: 'Sent', value: formatBytes(found.bytesServed) },
      ...{ before: previous && formatBytes(previous.bytesServed), how: HOW_COUNTED.bytes },
    },
  ].map(({ before, ...sum }) => ({ ...sum, before: before ?? undefined }));
}
