import type { TakenFrom } from '@hearth/contracts';
import tzLookup from '@photostructure/tz-lookup';
import type { GpsPosition } from './probe-result.js';
import type { Taken } from './taken.js';

export interface SettledTime {
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
  /** What a clock showed there, `2022-01-31T20:00:00`. */
  readonly takenLocal: string;
  readonly takenFrom: TakenFrom;
}

const MINUTE_MS = 60_000;
/** Zones are whole quarters of an hour from Greenwich. */
const QUARTER_MS = 15 * MINUTE_MS;
/** How old a fix may be when the picture is taken; an older one says nothing of the clock. */
const FIX_AGE_MS = 6 * MINUTE_MS;
const [MOST_WEST_MS, MOST_EAST_MS] = [-12 * 60 * MINUTE_MS, 14 * 60 * MINUTE_MS];

interface Surroundings {
  readonly gps?: GpsPosition | undefined;
  /** The moment of the GPS fix. */
  readonly gpsUtcMs?: number | undefined;
  /** What the clock showed by the file's name; films keep the moment alone. */
  readonly nameMs?: number | undefined;
  /** IANA name; the zone of this process where it is left out. */
  readonly houseZone?: string | undefined;
}

/**
 * The moment and what the clock showed, from what is written and what is known of the place. The zone of a clock that is not
 * written is the one that the GPS receiver's time tells, else the one of this house: a place says where a camera was, and not
 * how its clock was set. Where the moment alone is written, clocks there show what the file's name says, else the zone of the
 * place, else that of this house.
 */
export function settleTaken(
  { time, from }: Taken,
  { gps, gpsUtcMs, nameMs, houseZone }: Surroundings,
): SettledTime {
  if (time.clockMs === undefined) {
    const zone = (gps && zoneAt(gps)) ?? houseZone;
    const utcMs = time.utcMs ?? 0;
    const offset = nameMs === undefined ? undefined : offsetByFix(nameMs, utcMs);
    return settled(utcMs, utcMs + (offset ?? offsetAt(utcMs, zone)), from);
  }
  const { clockMs } = time;
  const utcMs = time.utcMs ?? clockMs - (offsetByFix(clockMs, gpsUtcMs) ?? offsetOfClock(clockMs, houseZone));
  return settled(utcMs, clockMs, from);
}

function settled(utcMs: number, clockMs: number, takenFrom: TakenFrom): SettledTime {
  const takenLocal = new Date(clockMs).toISOString().replace(/(\.000)?Z$/, '');
  return { takenAt: new Date(utcMs).toISOString(), takenLocal, takenFrom };
}

/** How far ahead of UTC the clock is, by a receiver's time. */
function offsetByFix(clockMs: number, gpsUtcMs: number | undefined): number | undefined {
  if (gpsUtcMs === undefined) return undefined;
  const ahead = clockMs - gpsUtcMs;
  const offset = Math.round(ahead / QUARTER_MS) * QUARTER_MS;
  const isZone = offset >= MOST_WEST_MS && offset <= MOST_EAST_MS && Math.abs(ahead - offset) <= FIX_AGE_MS;
  return isZone ? offset : undefined;
}

function zoneAt({ lat, lon }: GpsPosition): string | undefined {
  try {
    return tzLookup(lat, lon);
  } catch {
    return undefined;
  }
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) {
    try {
      formats.set(
        zone,
        new Intl.DateTimeFormat('en-US', {
          ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
          ...{ hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short' },
        }),
      );
    } catch {
      // A zone that this machine's tables do not know.
      formats.set(zone, undefined);
    }
  }
  return formats.get(zone);
}

/** How far ahead of UTC clocks of the zone are at a moment; without a name, those of this process. In milliseconds. */
function offsetAt(utcMs: number, zone: string | undefined): number {
  const format = zone === undefined ? undefined : formatOf(zone);
  if (!format) return -new Date(utcMs).getTimezoneOffset() * MINUTE_MS;
  const parts = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const clockMs = Date.UTC(
    ...([
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    ] as const),
  );
  return clockMs - Math.floor(utcMs / 1000) * 1000;
}

/** The same for what such a clock shows. An hour that the clock shows twice is the first one. */
function offsetOfClock(clockMs: number, zone: string | undefined): number {
  const before = offsetAt(clockMs - offsetAt(clockMs, zone) - 3 * 3_600_000, zone);
  if (offsetAt(clockMs - before, zone) === before) return before;
  return offsetAt(clockMs - before, zone);
}
