import { believed, clockMsOf, noonOf, parseOffsetMinutes, type WrittenTime } from './taken-time.js';

/** A word before the digits (`IMG_`, `Burst`, `Screenshot `), or none; what is glued to other digits or to a hash is no time. */
const BEFORE = String.raw`(?<![\p{L}\d])\p{L}*`;
const AFTER = String.raw`(?![\p{L}\d])`;
/** What stands between a date and a time: `_`, ` at `, ` um `, `, `, `T`. */
const BETWEEN = String.raw`(?:[-_.T]|[^\d]{1,16}?)`;
const CLOCK = String.raw`(?<h>\d{1,2})(?<colon>[-_.:h ])(?<i>\d{2})(?:\k<colon>(?<s>\d{2}))?`;
const HALF = String.raw`(?:[\s\u202f]*(?<half>[ap])\.?m\b\.?)?`;
const ZONE = String.raw`(?<zone>Z|[+-]\d{2}:?\d{2})?`;

/** The most telling forms first. */
const FORMS: readonly RegExp[] = [
  // 20200101_120000, 20190201-212530, 20181231235959123; Z and offsets as machines write them.
  String.raw`${BEFORE}(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})[-_ .T]?(?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?<ms>\d{3})?${ZONE}(?!\d)`,
  // 20141224_13_45_59
  String.raw`${BEFORE}(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})[-_ ](?<h>\d{2})(?<colon>[-_.])(?<i>\d{2})\k<colon>(?<s>\d{2})(?!\d)`,
  // 2019_0201_123045
  String.raw`${BEFORE}(?<y>\d{4})[-_](?<m>\d{2})(?<d>\d{2})[-_](?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?!\d)`,
  // 2016-12-24-134559, 2019-02-01 212530
  String.raw`${BEFORE}(?<y>\d{4})(?<dash>[-_.])(?<m>\d{2})\k<dash>(?<d>\d{2})[-_ T](?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?<ms>\d{3})?${ZONE}(?!\d)`,
  // 2011-07-19 11.36.39, 2016-12-24_13-45-59, 2019-02-01 at 9.25.30 PM
  String.raw`${BEFORE}(?<y>\d{4})(?<dash>[-_.:])(?<m>\d{1,2})\k<dash>(?<d>\d{1,2})${BETWEEN}${CLOCK}${HALF}${ZONE}(?!\d)`,
  // 24-12-2016_13-45-59, 24.12.2016 13.45
  String.raw`${BEFORE}(?<d>\d{1,2})(?<dash>[-.])(?<m>\d{1,2})\k<dash>(?<y>\d{4})${BETWEEN}${CLOCK}${HALF}(?!\d)`,
].map((form) => new RegExp(form, 'giu'));

/** Days without a time: IMG-20161224-WA0014, 2016-12-24, 24.12.2016. */
const DAY_FORMS: readonly RegExp[] = [
  String.raw`${BEFORE}(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})${AFTER}`,
  String.raw`${BEFORE}(?<y>\d{4})(?<dash>[-_.])(?<m>\d{2})\k<dash>(?<d>\d{2})${AFTER}`,
  String.raw`${BEFORE}(?<d>\d{2})\.(?<m>\d{2})\.(?<y>\d{4})${AFTER}`,
].map((form) => new RegExp(form, 'giu'));

/** Milliseconds since 1970: thirteen digits since 2001, behind a word or nothing. */
const EPOCH = new RegExp(String.raw`${BEFORE}(?<ms>\d{13})${AFTER}`, 'giu');
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;
/** Chinese and Japanese write the units behind the numbers. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(\d)年(\d{1,2})月(\d{1,2})日\s*/gu, '$1-$2-$3 '],
  [/(\d{1,2})[時时](\d{1,2})分(?:(\d{1,2})秒)?/gu, '$1.$2.$3'],
];
/** These programs, Google's camera and Zoom, name their files by the clock of Greenwich. */
const IN_UTC = /^(PXL_|GMT)\d/i;
/** Digital files are not older; scans of older pictures are named by hand, with signs between the numbers. */
const FIRST_YEAR = 1900;

/**
 * The time that a phone, camera, scanner or messenger wrote into a file's name: what its clock showed, or noon where the name
 * has the day alone. Undefined where there is none: a name that looks like one and names a thirteenth month is another number.
 *
 * @param name with or without extension
 */
export function findTimeInName(name: string, nowMs = Date.now()): WrittenTime | undefined {
  const plain = UNITS.reduce((text, [from, to]) => text.replace(from, to), name.normalize('NFKC')).replace(
    UUID,
    ' ',
  );
  let hasNonsense = false;
  for (const form of FORMS) {
    for (const { groups } of plain.matchAll(form)) {
      const time = groups && believedTime(groups, IN_UTC.test(plain), nowMs);
      if (time) return time;
      hasNonsense ||= !isDayTwice(groups);
    }
  }
  // What is nonsense with its time is not believed without it.
  return (hasNonsense ? undefined : findDay(plain, nowMs)) ?? findEpoch(plain, nowMs);
}

type Groups = Readonly<Record<string, string | undefined>>;

function dayOf({ y, m, d }: Groups): [number, number, number] {
  return [Number(y), Number(m), Number(d)];
}

/** `2019.02.01_190201`: the day once more, in short. */
function isDayTwice({ y, m, d, h, i, s }: Groups = {}): boolean {
  return y !== undefined && `${y.slice(2)}${m}${d}` === `${h}${i}${s}`;
}

function believedTime(groups: Groups, isInUtc: boolean, nowMs: number): WrittenTime | undefined {
  const { h, i, s, ms, half, zone } = groups;
  const day = dayOf(groups);
  if (isDayTwice(groups)) return undefined;
  if (day[0] < FIRST_YEAR || (half !== undefined && (Number(h) < 1 || Number(h) > 12))) return undefined;
  const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const clockMs = clockMsOf(day, [hour, Number(i), Number(s ?? 0)], Number(ms ?? 0));
  if (clockMs === undefined) return undefined;
  if (isInUtc || zone?.toUpperCase() === 'Z') return believed({ utcMs: clockMs }, nowMs);
  const offset = parseOffsetMinutes(zone);
  return believed(offset === undefined ? { clockMs } : { clockMs, utcMs: clockMs - offset * 60_000 }, nowMs);
}

function findDay(plain: string, nowMs: number): WrittenTime | undefined {
  for (const form of DAY_FORMS) {
    for (const { groups } of plain.matchAll(form)) {
      const day = groups && dayOf(groups);
      const clockMs = day && day[0] >= FIRST_YEAR ? noonOf(...day) : undefined;
      const time = clockMs === undefined ? undefined : believed({ clockMs }, nowMs);
      if (time) return time;
    }
  }
  return undefined;
}

function findEpoch(plain: string, nowMs: number): WrittenTime | undefined {
  for (const { groups } of plain.matchAll(EPOCH)) {
    const utcMs = Number(groups?.['ms']);
    if (utcMs >= 1e12) {
      const time = believed({ utcMs }, nowMs);
      if (time) return time;
    }
  }
  return undefined;
}
