import type { ManifestFacts } from './compare-with-manifest.ts';

/** A time as a tool printed it. Without an offset it is the wall clock where it was taken. */
export interface ExpectedDate {
  text: string;
  /** The written fields as if they were UTC, in milliseconds. */
  wallClockMs: number;
  offsetMinutes: number | undefined;
}

const WRITTEN =
  /^(\d{4})[:-](\d{2})[:-](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?/;
const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;
const EPOCHS_MS: ReadonlySet<number> = new Set([0, Date.UTC(1904, 0, 1)]);
const FIRST_PHOTO_MS = Date.UTC(1826, 0, 1);

function parseOffset(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  if (text === 'Z') return 0;
  const match = OFFSET.exec(text.trim());
  return match ? (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -1 : 1) : undefined;
}

/** Reads a written date and time; undefined for years alone, free text, zeros and the epochs of unset clocks. */
export function parseDate(value: unknown, offset?: unknown): ExpectedDate | undefined {
  if (typeof value !== 'string') return undefined;
  const match = WRITTEN.exec(value.trim());
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    ...[number, number, number],
    ...[number, number, number],
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59) return undefined;
  const wallClockMs = Date.UTC(year, month - 1, day, hour, minute, second);
  if (wallClockMs < FIRST_PHOTO_MS || EPOCHS_MS.has(wallClockMs)) return undefined;
  return { text: value, wallClockMs, offsetMinutes: parseOffset(match[7]) ?? parseOffset(offset) };
}

/**
 * The times that count as "taken": the shutter's own, else the one QuickTime writes with its zone, else when it was
 * digitised, else the container's creation time. Dates in the tags of music tell of its release and are not compared;
 * of documents only a wrong date counts, since few carry one in the clear.
 *
 * @returns dates of which one must match, none when there must be none
 */
export function expectedDates(facts: ManifestFacts, kind: string): ExpectedDate[] | 'not-compared' {
  // QuickTime's times are in UTC; those of a picture or an AVI are a camera's clock.
  const isFilmContainer = kind === 'video' || /mov|matroska/.test(facts.container ?? '');
  const container = parseDate(facts.creation_time, 'Z');
  const created = parseDate(facts.CreateDate, isFilmContainer ? 'Z' : undefined);
  if (kind === 'audio' || kind === 'document' || kind === 'other') {
    if (!container && !parseDate(facts.CreationDate)) return 'not-compared';
    return [parseDate(facts.CreationDate), container].filter((date) => date !== undefined);
  }
  const original = parseDate(facts.DateTimeOriginal, facts.OffsetTimeOriginal);
  const first = original ?? parseDate(facts.CreationDate) ?? created ?? container;
  return first ? [first] : [];
}

function wallClockOf(timeMs: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, calendar: 'iso8601', hourCycle: 'h23' },
    ...{
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    },
  }).formatToParts(timeMs);
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** Whether a clock of which no zone is written showed this, to the second, whatever the moment was. */
export function isSameClock({ offsetMinutes, wallClockMs }: ExpectedDate, localTime: string): boolean {
  return offsetMinutes === undefined && Math.floor(Date.parse(`${localTime}Z`) / 1000) * 1000 === wallClockMs;
}

/** Whether an indexed time (ISO 8601, UTC) is the expected one, to the second. */
export function isSameMoment(expected: ExpectedDate, takenAt: string, timeZone?: string): boolean {
  const timeMs = Math.floor(Date.parse(takenAt) / 1000) * 1000;
  if (Number.isNaN(timeMs)) return false;
  if (expected.offsetMinutes === undefined) return wallClockOf(timeMs, timeZone) === expected.wallClockMs;
  return timeMs === expected.wallClockMs - expected.offsetMinutes * 60_000;
}
