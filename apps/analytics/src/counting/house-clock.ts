/** Hours and days as the house's clock shows them. */
export interface HouseClock {
  readonly timeZone: string;
  /** When the hour began that a moment falls in, milliseconds since 1970. Zones of half hours have hours of their own. */
  hourOf(at: number): number;
  /** `2026-11-20` */
  dayOf(at: number): string;
}

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
const MOST_REMEMBERED = 20_000;

/** Throws RangeError for a zone that nobody knows. */
export function createHouseClock(timeZone: string): HouseClock {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  // Offsets change on quarters of an hour alone.
  const remembered = new Map<number, { minuteMs: number; day: string }>();
  const look = (at: number) => {
    const quarter = Math.floor(at / QUARTER_MS);
    let known = remembered.get(quarter);
    if (!known) {
      const parts = new Map(
        format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, value]),
      );
      known = {
        minuteMs: Number(parts.get('minute')) * 60_000 + Number(parts.get('second')) * 1_000,
        day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
      };
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(quarter, known);
    }
    return { ...known, quarterAt: quarter * QUARTER_MS };
  };
  return {
    timeZone,
    hourOf(at) {
      const { minuteMs, quarterAt } = look(at);
      return quarterAt - (minuteMs % HOUR_MS);
    },
    dayOf: (at) => look(at).day,
  };
}
