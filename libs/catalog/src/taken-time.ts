/**
 * When something was taken, as it was written down somewhere.
 *
 * A time with its own offset from UTC is taken at its word. A time without one is what a clock showed: whoever knows where that
 * clock was (by a GPS fix, a place, or at last the zone of this house) finds the moment.
 *
 * Nonsense is no time: zeros, months that do not exist, what lies before photography or after tomorrow, and what clocks show
 * that were never set.
 */

/** At least one of the two is there. */
export interface WrittenTime {
  /** What the clock showed, as milliseconds since 1970 as if it had stood in Greenwich. */
  readonly clockMs?: number;
  /** The moment itself, milliseconds since 1970. */
  readonly utcMs?: number;
  /** The hour is not known: the clock shows noon. */
  readonly isDayAlone?: boolean;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const FIRST_PHOTO_YEAR = 1826;
/** The clock of a camera may be set to any zone, and to the wrong day. */
const AHEAD_MS = 2 * DAY_MS;
/** Noon: the same day nearly everywhere. */
const NOON_MS = DAY_MS / 2;

const TIME =
  /^(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|(?:GMT|UTC)?\s*[+-]\d{1,2}(?::?\d{2})?|GMT|UTC)?/i;
const DATE = /^(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})\s*$/;
const OFFSET = /^(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?$/i;
/** The widest offsets in use are -12:00 and +14:00. */
const MAX_OFFSET_MINUTES = 14 * 60;

/** Clocks that were never set begin on these days and run on from there. */
const UNSET_DAYS = new Set(
  [
    // QuickTime and Macintosh; Unix; DOS, and what its zero is read as.
    ...['1904-01-01', '1970-01-01', '1980-01-01', '1979-11-30'],
    // Spreadsheets and NTP; VMS and DICOM.
    ...['1899-12-30', '1899-12-31', '1900-01-01', '1858-11-17'],
  ].map((day) => Date.parse(day)),
);
/** Single minutes: */
const UNSET_MINUTES = new Set(
  [
    // Android's default, what cameras fall back to, the epoch of Apple and Matroska, the one of packages;
    ...['2002-12-08T12:00Z', '2000-01-01T00:00Z', '2001-01-01T00:00Z', '1985-10-26T08:15Z'],
    // where the weeks of GPS begin, and begin again; the least that 32 bits hold.
    ...['1980-01-06T00:00Z', '1999-08-22T00:00Z', '1901-12-13T20:45Z'],
  ].map((minute) => Date.parse(minute)),
);
/** West of Greenwich an epoch is the evening before, on the half hour. */
const ZONE_STEP_MS = 30 * MINUTE_MS;
const RAN_ON_MS = 5 * MINUTE_MS;

function isUnset(timeMs: number): boolean {
  const day = Math.floor(timeMs / DAY_MS) * DAY_MS;
  const minute = Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
  if (UNSET_DAYS.has(day) || UNSET_MINUTES.has(minute)) return true;
  const [sinceMidnight, sinceStep] = [timeMs - day, (timeMs - day) % ZONE_STEP_MS];
  return UNSET_DAYS.has(day + DAY_MS) && sinceMidnight >= NOON_MS && sinceStep < RAN_ON_MS;
}

/** Whether a clock that was set can have shown this, by now. Milliseconds since 1970. */
export function isBelievable(timeMs: number, nowMs = Date.now()): boolean {
  if (!Number.isFinite(timeMs) || timeMs > nowMs + AHEAD_MS) return false;
  return timeMs >= Date.UTC(FIRST_PHOTO_YEAR, 0, 1) && !isUnset(timeMs);
}

/** The time, if all that is written of it may be believed. */
export function believed(time: WrittenTime, nowMs = Date.now()): WrittenTime | undefined {
  const times = [time.clockMs, time.utcMs].filter((timeMs) => timeMs !== undefined);
  return times.length > 0 && times.every((timeMs) => isBelievable(timeMs, nowMs)) ? time : undefined;
}

/** Parts of a clock's time as milliseconds; undefined where there is no such day or hour. Months count from 1. */
export function clockMsOf(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: readonly [number, number, number],
  millisecond = 0,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return undefined;
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined;
  // A leap second would be the next day's first.
  return Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), millisecond);
}

/** A day of which no hour is known. */
export function noonOf(year: number, month: number, day: number): number | undefined {
  return clockMsOf([year, month, day], [12, 0, 0]);
}

/** Minutes east of UTC, of `+02:00`, `-0500`, `+2`, `GMT+02:00`, `Z`. */
export function parseOffsetMinutes(offset: unknown): number | undefined {
  if (typeof offset !== 'string') return undefined;
  const text = offset.replace(/\0/g, '').trim();
  if (/^(z|gmt|utc)$/i.test(text)) return 0;
  const match = OFFSET.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > MAX_OFFSET_MINUTES) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}

/**
 * Reads one written time: EXIF's `2019:07:24 11:25:40`, ISO 8601, XMP.
 *
 * @param text the time, perhaps with its zone; `Z` and `UTC` name the moment and no clock
 * @param offset EXIF's OffsetTime…, for a time written without zone
 * @param isDayEnough whether a date without a time of day is one: its noon
 */
export function parseWrittenTime(
  text: unknown,
  offset?: unknown,
  { isDayEnough = false } = {},
): WrittenTime | undefined {
  if (typeof text !== 'string') return undefined;
  const trimmed = text.replace(/\0[^]*$/, '').trim();
  const match = TIME.exec(trimmed);
  if (!match) return isDayEnough ? parseDay(trimmed) : undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    ...[number, number, number],
    ...[number, number, number],
  ];
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const clockMs = clockMsOf([year, month, day], [hour, minute, second], millisecond);
  if (clockMs === undefined) return undefined;
  if (/^(z|gmt|utc)$/i.test(match[8] ?? '')) return believed({ utcMs: clockMs });
  const offsetMinutes = parseOffsetMinutes(match[8] ?? offset);
  return believed(
    offsetMinutes === undefined ? { clockMs } : { clockMs, utcMs: clockMs - offsetMinutes * MINUTE_MS },
  );
}

function parseDay(text: string): WrittenTime | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  const clockMs = year === undefined ? undefined : noonOf(Number(year), Number(month), Number(day));
  return clockMs === undefined ? undefined : believed({ clockMs, isDayAlone: true });
}
