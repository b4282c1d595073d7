import { believed, clockMsOf, noonOf, parseOffsetMinutes, type WrittenTime } from './taken-time.js';
import { findMonthInAnyLanguage } from './time-words.js';

/** A word before the digits (`IMG_`, `Burst`, `Screenshot `), or none; what is glued to other digits or to a hash is no time. */
const BEFORE = String.raw`(?<![\p{L}\d])\p{L}*`;
const AFTER = String.raw`(?![\p{L}\d])`;
/** What stands between a date and a time: `_`, ` at `, ` um `, `, `, `T`. */
const BETWEEN = String.raw`(?:[-_.T]|[^\d]{1,16}?)`;
const CLOCK = String.raw`(?<h>\d{1,2})(?<colon>[-_.:;h ])(?<i>\d{2})(?:\k<colon>(?<s>\d{2}))?`;
const HALF = String.raw`(?:[\s\u202f]*(?<half>[ap])\.?\s?m\b\.?)?`;
const ZONE = String.raw`(?:[ _]?(?<zone>(?:GMT|UTC)[+-]\d{1,2}(?::?\d{2})?|UTC)|(?<iso>Z|[+-]\d{2}:?\d{2}))?`;
/** What cameras make, and nobody names by a telephone number. */
const FILMED = String.raw`\.(?:jpe?g|png|gif|bmp|webp|hei[cf]|hif|avif|tiff?|dng|mp4|m4v|mov|3gp|avi|mpe?g|mts|m2ts|wmv)$`;
/** Day and month, or month and day. */
const FIRST_SECOND = String.raw`(?<first>\d{1,2})(?<dash>[-_.])(?<second>\d{1,2})\k<dash>`;

/** The most telling forms first. */
const FORMS: readonly RegExp[] = [
  // 20200101_120000, 20190201-212530, 20181231235959123; Z and offsets as machines write them.
  String.raw`${BEFORE}(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})[-_ .T]?(?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?<ms>\d{1,3})?${ZONE}(?!\d)`,
  // 20141224_13_45_59
  String.raw`${BEFORE}(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})[-_ ](?<h>\d{2})(?<colon>[-_.])(?<i>\d{2})\k<colon>(?<s>\d{2})(?!\d)`,
  // 2019_0201_123045
  String.raw`${BEFORE}(?<y>\d{4})[-_](?<m>\d{2})(?<d>\d{2})[-_](?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?!\d)`,
  // 2016-12-24-134559, 2019-02-01 212530
  String.raw`${BEFORE}(?<y>\d{4})(?<dash>[-_.])(?<m>\d{2})\k<dash>(?<d>\d{2})[-_ T](?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?<ms>\d{3})?${ZONE}(?!\d)`,
  // 2011-07-19 11.36.39, 2016-12-24_13-45-59, 2019-02-01 at 9.25.30 PM
  String.raw`${BEFORE}(?<y>\d{4})(?<dash>[-_.:])(?<m>\d{1,2})\k<dash>(?<d>\d{1,2})${BETWEEN}${CLOCK}${HALF}(?:[._](?<ms>\d{3})(?=Z|[+-]\d{2}:?\d{2}))?${ZONE}(?!\d)`,
  // 24-12-2016_13-45-59, 24.12.2016 13.45, 12-24-2016 1.45 PM
  String.raw`${BEFORE}${FIRST_SECOND}(?<y>\d{4})${BETWEEN}${CLOCK}${HALF}(?!\d)`,
  // 24122016_134559
  String.raw`${BEFORE}(?<first>\d{2})(?<second>\d{2})(?<y>(?:19|20)\d{2})[-_ ]?(?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?!\d)`,
  // Foto 24.12.16, 13 45 59: so iOS hands on a picture that has no name
  String.raw`^(?:photo|foto|фото|file|video|vidéo|видео)[\s_]${FIRST_SECOND}(?<y>\d{2})[,\s]+${CLOCK}${HALF}(?!\d)`,
  // Photo on 24-12-16 at 1.45 PM: Photo Booth puts day and month as its country does
  String.raw`^(?:photo|movie) (?<habit>on) ${FIRST_SECOND}(?<y>\d{2})${BETWEEN}${CLOCK}${HALF}(?!\d)`,
  // 201612241345, of a picture or film: twelve digits are telephone numbers of Egypt as well, by which sounds and contacts are named
  String.raw`${BEFORE}(?<y>20\d{2})(?<m>\d{2})(?<d>\d{2})(?<h>\d{2})(?<i>\d{2})(?!\d)(?=.*${FILMED})`,
  // 16-12-24 13-45-59 0014: Nextcloud's app for iOS
  String.raw`^(?<y>\d{2})-(?<m>\d{2})-(?<d>\d{2}) (?<h>\d{2})-(?<i>\d{2})-(?<s>\d{2}) \d{4}(?!\d)`,
  // Picsart_16-12-24_13-45-59-123
  String.raw`^picsart_(?<y>\d{2})-(?<m>\d{2})-(?<d>\d{2})_(?<h>\d{2})-(?<i>\d{2})-(?<s>\d{2})(?!\d)`,
  // WoWScrnShot_122416_134559: World of Warcraft, wherever it is played
  String.raw`^WoWScrnShot_(?<m>\d{2})(?<d>\d{2})(?<y>\d{2})_(?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?!\d)`,
  // 161224_134559, FILE161224-134559: recorders of voices and of roads
  String.raw`${BEFORE}(?<!WoWScrnShot_)(?<y>\d{2})(?<m>\d{2})(?<d>\d{2})[-_](?<h>\d{2})(?<i>\d{2})(?<s>\d{2})(?!\d)`,
].map((form) => new RegExp(form, 'giu'));

/** Days without a time: IMG-20161224-WA0014, 2016-12-24, 24.12.2016, 24-12-2016. */
const DAY_FORMS: readonly RegExp[] = [
  String.raw`${BEFORE}(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})${AFTER}`,
  String.raw`${BEFORE}(?<y>\d{4})(?<dash>[-_.])(?<m>\d{2})\k<dash>(?<d>\d{2})${AFTER}`,
  // 2016-3-14, 2016.3.4 at the beginning alone: elsewhere it is a version. A number behind it makes it one as well.
  String.raw`(?:(?<![\p{L}\d._-])(?=\d{4}-)|^(?=\d{4}\.))(?<y>\d{4})(?<dash>[-.])(?<m>\d{1,2})\k<dash>(?<d>\d{1,2})(?![-_.]\d)${AFTER}`,
  String.raw`${BEFORE}${FIRST_SECOND}(?<y>\d{4})${AFTER}`,
  // 24122010001, 24122010(003): Nokia's phones, with the number of the picture on that day; eleven digits are telephone numbers as well
  String.raw`^(?<first>\d{2})(?<second>\d{2})(?<y>20(?:0[4-9]|1[0-3]))(?:0\d{2}|\(\d{1,3}\))(?=\.(?:jpe?g|mp4|3gp)$)`,
].map((form) => new RegExp(form, 'giu'));

/** Milliseconds since 1970: thirteen digits since 2001, behind a word or nothing. Seconds are ten, as many as telephone numbers: pictures of screens alone, by iOS, Android's emulator and WeCom. */
const EPOCH = new RegExp(String.raw`${BEFORE}(?<ms>\d{13})${AFTER}`, 'giu');
const EPOCH_SECONDS = /^(?:RPReplay_Final(\d{10})|Screenshot_(\d{10})|企业微信截图_(\d{10})\d{4})(?!\d)/i;
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;
/** Other dashes and signs between the numbers, units behind them, the half of the day before them or in Arabic, months in words. */
const REWRITTEN: readonly (readonly [RegExp, string | ((...found: string[]) => string)])[] = [
  [/[‐‒–—−]/gu, '-'],
  [/(?<!\d)((?:19|20)\d{2}) (\d{2}) (\d{2}) (\d{2}) (\d{2}) (\d{2})(?!\d)/gu, '$1-$2-$3 $4.$5.$6'],
  [/(\d)년\s?(\d{1,2})월\s?(\d{1,2})일\s*/gu, '$1-$2-$3 '],
  [/(\d)年(\d{1,2})月(\d{1,2})日\s*/gu, '$1-$2-$3 '],
  [/(\d{1,2})[時时](\d{1,2})分(?:(\d{1,2})秒)?/gu, '$1.$2.$3'],
  [/(\d{1,2})시\s?(\d{1,2})분(?:\s?(\d{1,2})초)?/gu, '$1.$2.$3'],
  [/(?<!\d)(\d{1,2})h(\d{2})m(\d{2})(?:s|(?!\d))/giu, '$1.$2.$3.'],
  [/(?:上午|午前|오전)\s*(\d{1,2}(?:[-_.:]\d{2}){1,2})/gu, '$1 AM'],
  [/(?:下午|午後|오후)\s*(\d{1,2}(?:[-_.:]\d{2}){1,2})/gu, '$1 PM'],
  [/(\d)\s*ص(?!\p{L})/gu, '$1 AM'],
  [/(\d)\s*م(?!\p{L})/gu, '$1 PM'],
  [/(\d)\s*π\.?\s?μ\.?(?!\p{L})/gu, '$1 AM'],
  [/(\d)\s*μ\.?\s?μ\.?(?!\p{L})/gu, '$1 PM'],
  [
    /(?<![\p{L}\d])(\d{1,2})[ ._-]*(?:de )?(\p{L}{3,12})[ .,_-]*(?:de )?(\d{4})(?!\d)/gu,
    (all, d, m, y) => writtenDay(all, y, m, d),
  ],
  [
    /(?<!\p{L})(\p{L}{3,12})[ ._-]+(\d{1,2})[ ,._-]+(\d{4})(?!\d)/gu,
    (all, m, d, y) => writtenDay(all, y, m, d),
  ],
  [
    /(?<!\d)(\d{4})[ ._-](\p{L}{3,12})[ ._-]{1,2}(\d{1,2})(?!\d)/gu,
    (all, y, m, d) => writtenDay(all, y, m, d),
  ],
];
/** These programs, Google's camera, Zoom and OneDrive on iPhones, name their files by the clock of Greenwich. */
const IN_UTC = /(?<![\p{L}\d])(?:(?:PXL_|GMT)\d|\d{8}_\d{9}_iOS(?![\p{L}\d]))/iu;
/** And these put the month first, iOS wherever it is. */
const MONTH_FIRST = /^(ScreenRecording_|CamScanner )/i;
/** Digital files are not older; scans of older pictures are named by hand, with signs between the numbers. */
const FIRST_YEAR = 1900;

/**
 * The time that a phone, camera, scanner or messenger wrote into a file's name: what its clock showed, or noon where the name
 * has the day alone. Undefined where there is none: a name that looks like one and names a thirteenth month is another number.
 *
 * @param name with its extension
 */
export function findTimeInName(name: string, nowMs = Date.now()): WrittenTime | undefined {
  const plain = rewrite(name);
  let hasNonsense = false;
  for (const form of FORMS) {
    for (const { groups = {} } of plain.matchAll(form)) {
      const time = believedTime(groups, plain, nowMs);
      if (time) return time;
      hasNonsense ||= groups['y']?.length === 4 && !isDayTwice(groups);
    }
  }
  // What is nonsense with its time is not believed without it.
  return (hasNonsense ? undefined : findDay(plain, nowMs)) ?? findEpoch(plain, nowMs);
}

function rewrite(name: string): string {
  return REWRITTEN.reduce(
    // Both kinds of replacement are one signature to the compiler's eye only apart.
    (text, [from, to]) => (typeof to === 'string' ? text.replace(from, to) : text.replace(from, to)),
    inCommonEra(name.normalize('NFKC').replace(/\p{Nd}/gu, digitOf)),
  ).replace(UUID, ' ');
}

/** `٣`, `३`, `๓` as `3`: the ten digits of each script stand in a row, from nought on, and none before them. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) as number;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** Phones and Macs in Thai count the years from Buddha's death on. */
function inCommonEra(name: string): string {
  if (!/\p{Script=Thai}/u.test(name)) return name;
  return name.replace(/(?<!\d)2[45]\d\d(?=[-_.]?\d{2}[-_.]?\d{2}(?:\D|$))/gu, (year) =>
    String(Number(year) - 543),
  );
}

/** `24 Dec 2016`, `December 24, 2016` as `2016-12-24`; what names no month stays as it is. */
function writtenDay(all: string, year: string, word: string, day: string): string {
  const month = findMonthInAnyLanguage(word);
  return month === undefined ? all : `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

type Groups = Readonly<Record<string, string | undefined>>;

function dayOf({ y = '', m, d, first, second, half }: Groups, name: string): [number, number, number] {
  const year = Number(y.length === 2 ? `20${y}` : y);
  if (first === undefined || second === undefined) return [year, Number(m), Number(d)];
  const isMonthFirst =
    Number(second) > 12 || MONTH_FIRST.test(name) || (half !== undefined && y.length === 2);
  return isMonthFirst && Number(first) <= 12
    ? [year, Number(first), Number(second)]
    : [year, Number(second), Number(first)];
}

/** `2019.02.01_190201`: the day once more, in short. */
function isDayTwice({ y, m, d, h, i, s }: Groups = {}): boolean {
  return y !== undefined && `${y.slice(2)}${m}${d}` === `${h}${i}${s}`;
}

/** `1-2-20` by the habits of an unknown country: the first of February or the second of January. */
function isEither({ habit, first, second }: Groups): boolean {
  return habit !== undefined && Number(first) <= 12 && Number(second) <= 12 && first !== second;
}

function believedTime(groups: Groups, name: string, nowMs: number): WrittenTime | undefined {
  const { h, i, s, ms = '', half, iso = '', zone = iso } = groups;
  const day = dayOf(groups, name);
  if (isDayTwice(groups) || isEither(groups)) return undefined;
  if (day[0] < FIRST_YEAR || (half !== undefined && (Number(h) < 1 || Number(h) > 12))) return undefined;
  const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  // One or two digits more are a number of the picture.
  const clockMs = clockMsOf(day, [hour, Number(i), Number(s ?? 0)], ms.length === 3 ? Number(ms) : 0);
  if (clockMs === undefined) return undefined;
  if (IN_UTC.test(name) || /^(z|utc)$/i.test(zone)) return believed({ utcMs: clockMs }, nowMs);
  const offset = parseOffsetMinutes(zone);
  return believed(offset === undefined ? { clockMs } : { clockMs, utcMs: clockMs - offset * 60_000 }, nowMs);
}

function findDay(plain: string, nowMs: number): WrittenTime | undefined {
  for (const form of DAY_FORMS) {
    for (const { groups } of plain.matchAll(form)) {
      const day = groups && dayOf(groups, plain);
      const clockMs = day && day[0] >= FIRST_YEAR ? noonOf(...day) : undefined;
      const time = clockMs === undefined ? undefined : believed({ clockMs }, nowMs);
      if (time) return time;
    }
  }
  return undefined;
}

/** `1612241345`: ten digits that are a day and a time of day in short are not taken for seconds, which they would be as well. */
function isDayAndTime(digits: string): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (digits.match(/\d{2}/g) ?? []).map(Number);
  return clockMsOf([2000 + year, month, day], [hour, minute, 0]) !== undefined;
}

function findEpoch(plain: string, nowMs: number): WrittenTime | undefined {
  const seconds = EPOCH_SECONDS.exec(plain)?.slice(1).find(Boolean);
  if (seconds !== undefined && !isDayAndTime(seconds))
    return believed({ utcMs: Number(seconds) * 1000 }, nowMs);
  for (const { groups } of plain.matchAll(EPOCH)) {
    const utcMs = Number(groups?.['ms']);
    if (utcMs >= 1e12) {
      const time = believed({ utcMs }, nowMs);
      if (time) return time;
    }
  }
  return undefined;
}
