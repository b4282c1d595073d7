import { believed, clockMsOf, parseWrittenTime, type WrittenTime } from '@hearth/catalog/taken-time';
import type { TakenFrom } from '@hearth/contracts';

/** A time of taking, with where it was read. */
export interface Taken {
  readonly time: WrittenTime;
  readonly from: TakenFrom;
}

/** The most trusted first; the same for every format, whatever reads it. */
const ORDER: readonly TakenFrom[] = ['exif', 'xmp', 'iptc', 'container', 'sidecar', 'name'];

/** The first of several candidates that is a time at all. */
export function takenFrom(from: TakenFrom, ...candidates: (WrittenTime | undefined)[]): Taken | undefined {
  const time = candidates.find((candidate) => candidate !== undefined);
  return time && { time, from };
}

/** The one of the most trusted source; of equals the earlier. A day alone gives way to what tells its hour. */
export function mostTrusted(candidates: readonly (Taken | undefined)[]): Taken | undefined {
  const found = candidates.filter((candidate) => candidate !== undefined);
  const best = firstOf(found);
  return (best && firstOf(found.filter((other) => tellsHourOf(best, other)))) ?? best;
}

function firstOf(found: readonly Taken[]): Taken | undefined {
  return found.reduce<Taken | undefined>(
    (best, next) => (best && ORDER.indexOf(best.from) <= ORDER.indexOf(next.from) ? best : next),
    undefined,
  );
}

const HOUR_MS = 3_600_000;
const HALF_DAY_MS = 12 * HOUR_MS;
/** So far from Greenwich are clocks at most. */
const FARTHEST_ZONE_MS = 14 * HOUR_MS;

/** Whether one is a day alone, and the other a time of that day; of a moment, in any zone. */
export function tellsHourOf({ time: day }: Taken, { time }: Taken): boolean {
  if (!day.isDayAlone || day.clockMs === undefined || time.isDayAlone) return false;
  if (time.clockMs === undefined)
    return Math.abs((time.utcMs ?? NaN) - day.clockMs) <= HALF_DAY_MS + FARTHEST_ZONE_MS;
  const fromNoon = time.clockMs - day.clockMs;
  // Names that have the day alone mean noon as well.
  return fromNoon !== 0 && fromNoon >= -HALF_DAY_MS && fromNoon < HALF_DAY_MS;
}

const QUICKTIME_EPOCH_MS = Date.UTC(1904, 0, 1);

/**
 * Reads a container's creation time in seconds since 1904 (ISO/IEC 14496-12, 8.2.2). Some recorders write seconds
 * since 1970 instead; a result before 1970 gives them away.
 */
export function parseQuickTimeSeconds(seconds: number): WrittenTime | undefined {
  if (!Number.isFinite(seconds) || seconds <= 0) return undefined;
  const since1904 = seconds * 1000 + QUICKTIME_EPOCH_MS;
  return believed({ utcMs: since1904 < 0 ? seconds * 1000 : since1904 });
}

/** A container's time is in UTC even where it does not say so. */
export function asMoment(time: WrittenTime | undefined): WrittenTime | undefined {
  return time?.utcMs === undefined && time?.clockMs !== undefined ? { utcMs: time.clockMs } : time;
}

/** A moment in milliseconds since 1970. */
export function momentOf(utcMs: number): WrittenTime | undefined {
  return believed({ utcMs });
}

/**
 * The moment of a GPS fix (CIPA DC-008, 4.6.6): its date, and hours, minutes and seconds in UTC. Receivers that leave out the
 * date mean one within half a day of the clock.
 */
export function parseGpsTime(date: unknown, time: unknown, clockMs: number | undefined): number | undefined {
  const [hour, minute, second] = (
    typeof time === 'string'
      ? time
          .trim()
          .split(/[:\s]+/)
          .map(Number)
      : Array.isArray(time)
        ? time
        : []
  ) as (number | undefined)[];
  if (hour === undefined || minute === undefined || !Number.isFinite(hour + minute + (second ?? 0)))
    return undefined;
  const ofDayMs = hour * HOUR_MS + minute * 60_000 + Math.round((second ?? 0) * 1000);
  const [, year, month, day] = /^(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})/.exec(String(date)) ?? [];
  const dayMs = clockMsOf([Number(year), Number(month), Number(day)], [0, 0, 0]);
  if (dayMs !== undefined && !Number.isNaN(dayMs)) return parsedUtc(dayMs + ofDayMs);
  if (clockMs === undefined) return undefined;
  const days = Math.round((clockMs - ofDayMs) / (24 * HOUR_MS));
  return parsedUtc(days * 24 * HOUR_MS + ofDayMs);
}

function parsedUtc(utcMs: number): number | undefined {
  return believed({ utcMs })?.utcMs;
}

export { parseWrittenTime };
