import styles from './HourGrid.module.css';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When in the week the house watches: a field for each hour, the fuller the more streams began in it. It is a table itself. */
export function HourGrid({ byHour }: { readonly byHour: readonly (readonly number[])[] }) {
  const most = Math.max(1, ...byHour.flat());
  return (
    <table className={styles.grid}>
      <caption className="visually-hidden">Streams by weekday and hour</caption>
      <thead>
        <tr>
          <td />
          {HOURS.map((hour) => (
            <th key={hour} scope="col">
              <span aria-hidden>{hour % 6 === 0 ? hour : ''}</span>
              <span className="visually-hidden">{hour} o’clock</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day, weekday) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {HOURS.map((hour) => {
              const streams = byHour[weekday]?.[hour] ?? 0;
              const share = streams === 0 ? 0 : 18 + (82 * streams) / most;
              return (
                <td key={hour} title={`${day} ${hour}:00 · ${streams}`}>
                  <span
                    className={styles.field}
                    style={{ background: `color-mix(in srgb, var(--ember) ${share}%, var(--raised))` }}
                    aria-hidden
                  />
                  <span className="visually-hidden">{streams}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
