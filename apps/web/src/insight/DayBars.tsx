import { formatDay } from '../design/format.ts';
import styles from './DayBars.module.css';

interface Day {
  readonly day: string;
  readonly users: number;
  readonly devices: number;
  readonly sessions: number;
}

/** How many people were there on each day. The table behind it has the figures. */
export function DayBars({ days }: { readonly days: readonly Day[] }) {
  const most = Math.max(1, ...days.map(({ users }) => users));
  return (
    <>
      <div className={styles.bars} aria-hidden>
        {days.map(({ day, users }) => (
          <span
            key={day}
            title={`${formatDay(day)} · ${users}`}
            style={{ height: `${(100 * users) / most}%` }}
          />
        ))}
      </div>
      <details className={styles.more}>
        <summary>As a table</summary>
        <table className={`${styles.table} figures`}>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">People</th>
              <th scope="col">Devices</th>
              <th scope="col">Streams</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, users, devices, sessions }) => (
              <tr key={day}>
                <th scope="row">{formatDay(day)}</th>
                <td>{users}</td>
                <td>{devices}</td>
                <td>{sessions}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
