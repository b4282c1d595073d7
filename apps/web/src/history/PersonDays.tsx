import { FigureTable } from '../charts/FigureTable.tsx';
import { Bars } from '../charts/Bars.tsx';
import { formatDay, formatDuration } from '../design/format.ts';
import { Card } from '../insight/Card.tsx';
import { HOW_COUNTED } from '../insight/how-counted.ts';
import { HowCounted } from '../insight/HowCounted.tsx';

interface Day {
  readonly day: string;
  readonly streams: number;
  readonly downloads: number;
  readonly watchTimeSec: number;
}

/** How long somebody watched on each day. */
export function PersonDays({ days, csv }: { readonly days: readonly Day[]; readonly csv: string }) {
  return (
    <Card title="Day by day" error={null} isReady onRetry={() => undefined}>
      <Bars
        bars={days.map(({ day, watchTimeSec }) => ({
          name: `${formatDay(day)} · ${formatDuration(watchTimeSec)}`,
          amount: watchTimeSec,
        }))}
      />
      <FigureTable
        caption="How much on each day"
        columns={['Day', 'Watched', 'Streams', 'Downloads']}
        rows={days
          .toReversed()
          .map(({ day, streams, downloads, watchTimeSec }) => [
            formatDay(day),
            formatDuration(watchTimeSec),
            streams,
            downloads,
          ])}
      />
      <HowCounted csv={csv}>{HOW_COUNTED.watched} Days without anything are left out.</HowCounted>
    </Card>
  );
}
