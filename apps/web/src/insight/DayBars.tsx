import { Bars } from '../charts/Bars.tsx';
import { FigureTable } from '../charts/FigureTable.tsx';
import { formatDay, formatDuration } from '../design/format.ts';

interface Day {
  readonly day: string;
  readonly users: number;
  readonly devices: number;
  readonly sessions: number;
  readonly watchTimeSec: number;
}

/** How many people were there on each day. The table behind it has the figures. */
export function DayBars({ days }: { readonly days: readonly Day[] }) {
  return (
    <div>
      <Bars bars={days.map(({ day, users }) => ({ name: `${formatDay(day)} · ${users}`, amount: users }))} />
      <FigureTable
        caption="Who was there on each day"
        columns={['Day', 'People', 'Devices', 'Streams', 'Watched']}
        rows={days
          .toReversed()
          .map(({ day, users, devices, sessions, watchTimeSec }) => [
            formatDay(day),
            users,
            devices,
            sessions,
            formatDuration(watchTimeSec),
          ])}
      />
    </div>
  );
}
