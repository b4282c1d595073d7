/**
 * When something was taken.
 *
 * One rule everywhere: a time with its own offset from UTC is taken at its word; a time without one is the clock on
 * the wall of this house, so it is read in the hub's time zone (the process's `TZ`). Of several times the earliest
 * in this order wins: original (shutter) time, QuickTime's creation date (which knows its zone), digitised time,
 * container creation time.
 *
 * Nonsense is no time: zeros, months that do not exist, the epochs of QuickTime (1904) and Unix (1970) that unset
 * clocks show, and whatever lies before photography or after 2100.
 */

const FIRST_PHOTO_YEAR = 1826;
const LAST_SENSIBLE_YEAR = 2100;
const QUICKTIME_EPOCH_MS = Date.UTC(1904, 0, 1);

const TIME =
  /^(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|[+-]\d{2}:?\d{2})?/i;
const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;
/** The widest offsets in use are -12:00 and +14:00. */
const MAX_OFFSET_MINUTES = 14 * 60;

function parseOffsetMinutes(offset: string | undefined): number | undefined {
  if (offset === undefined) return undefined;
  if (/^z$/i.test(offset.trim())) return 0;
  const match = OFFSET.exec(offset.trim());
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > MAX_OFFSET_MINUTES) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}

function isSensible(timeMs: number): boolean {
  const year = new Date(timeMs).getUTCFullYear();
  if (timeMs === 0 || timeMs === QUICKTIME_EPOCH_MS) return false;
  return year >= FIRST_PHOTO_YEAR && year <= LAST_SENSIBLE_YEAR;
}

/**
 * Reads one written time: EXIF's `2019:07:24 11:25:40`, ISO 8601, XMP. A date without a time of day is none.
 *
 * @param text the time, perhaps with its zone
 * @param offset EXIF's OffsetTime…, for a time written without zone
 * @returns ISO 8601 in UTC, or undefined for what is no sensible time
 */
export function parseTakenAt(text: unknown, offset?: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const match = TIME.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    ...[number, number, number],
    ...[number, number, number],
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return undefined;
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));

  const written = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  if (new Date(written).getUTCDate() !== day && second < 60) return undefined;
  const offsetMinutes = parseOffsetMinutes(match[8] ?? (typeof offset === 'string' ? offset : undefined));
  const timeMs =
    offsetMinutes === undefined
      ? new Date(year, month - 1, day, hour, minute, second, millisecond).getTime()
      : written - offsetMinutes * 60_000;
  if (!isSensible(written) || !isSensible(timeMs)) return undefined;
  return new Date(timeMs).toISOString();
}

/**
 * Reads a container's creation time in seconds since 1904 (ISO/IEC 14496-12, 8.2.2). Some recorders write seconds
 * since 1970 instead; a result before 1970 gives them away.
 */
export function parseQuickTimeSeconds(seconds: number): string | undefined {
  if (!Number.isFinite(seconds) || seconds <= 0) return undefined;
  const since1904 = seconds * 1000 + QUICKTIME_EPOCH_MS;
  const timeMs = since1904 < 0 ? seconds * 1000 : since1904;
  return isSensible(timeMs) ? new Date(timeMs).toISOString() : undefined;
}

/** The first of several candidates that is a time at all. */
export function firstTime(...candidates: (string | undefined)[]): string | undefined {
  return candidates.find((candidate) => candidate !== undefined);
}
