import { foldText } from './fold-text.js';

/** Days of a clock, `2024-03-01`: from the first up to and without the second; or a month of any year, 1 to 12. */
export type TimeWord = { readonly from: string; readonly until: string } | { readonly month: number };

const MONTHS = [
  ['january', 'januar', 'janner', 'jan'],
  ['february', 'februar', 'feb'],
  ['march', 'marz', 'maerz', 'mar'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'juni', 'jun'],
  ['july', 'juli', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oktober', 'oct', 'okt'],
  ['november', 'nov'],
  ['december', 'dezember', 'dec', 'dez'],
];
const SHORTEST_MONTH = 3;

const YEAR = /^(?:19|20)\d\d$/;
const YEAR_AND_MONTH = /^((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])$/;
const MONTH_AND_YEAR = /^(0?[1-9]|1[0-2])[-/.]((?:19|20)\d\d)$/;
const DAY = /^((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** The month, 1 to 12, that a word names, in any case of letters. */
export function findMonth(word: string): number | undefined {
  const month = MONTHS.findIndex((names) => names.includes(foldText(word))) + 1;
  return month === 0 ? undefined : month;
}

/** Whose months stand in names of files, beside those in which people search; as they are written beside a day. */
const MORE_LANGUAGES = 'fr es it pt nl pl cs sk sl hr sv da nb fi et lv lt ru uk bg tr el hu ro ca'.split(
  ' ',
);
/** Months to some, and in English or as a name so common before a number that they are none: `iPhone 11 Pro 2019`. */
const WORDS_OF_NAMES = ['pro', 'out', 'set', 'ago', 'maja', 'led'];
let more: Map<string, number> | undefined;

/** The same in the languages of Europe as well; for a word between a day and a year, where it can be nothing else. */
export function findMonthInAnyLanguage(word: string): number | undefined {
  return findMonth(word) ?? (more ??= readMonths()).get(foldText(word));
}

function readMonths(): Map<string, number> {
  const months = new Map<string, number>();
  const doubtful = new Set<string>();
  for (const language of MORE_LANGUAGES) {
    for (let month = 1; month <= 12; month += 1) {
      for (const word of wordsFor(language, month)) {
        // "Listopad" is November to some, and October to others.
        if ((months.get(word) ?? month) !== month) doubtful.add(word);
        months.set(word, month);
      }
    }
  }
  for (const word of [...doubtful, ...WORDS_OF_NAMES]) months.delete(word);
  return months;
}

function wordsFor(language: string, month: number): string[] {
  const day = Date.UTC(2000, month - 1, 15);
  return (['long', 'short'] as const).flatMap((length) =>
    new Intl.DateTimeFormat(language, { day: 'numeric', month: length, timeZone: 'UTC' })
      .formatToParts(day)
      .filter(({ type, value }) => type === 'month' && /^\p{L}{3,}\.?$/u.test(value))
      .map(({ value }) => foldText(value.replace('.', ''))),
  );
}

/**
 * The time that folded words name, and the words that name none. `2024`, `march 2024`, `2024-03`, `03.2024`, `2024-03-01`;
 * a month alone only when it is written in full.
 */
export function readTimeWords(words: readonly string[]): { time: TimeWord | undefined; rest: string[] } {
  const rest: string[] = [];
  let year: number | undefined;
  let month: number | undefined;
  let day: number | undefined;
  let monthWord: string | undefined;
  for (const word of words) {
    const date = readDate(word);
    const named = findMonth(word);
    if (date && year === undefined) ({ year, month = month, day } = date);
    else if (named !== undefined && month === undefined) [month, monthWord] = [named, word];
    else rest.push(word);
  }
  if (
    year === undefined &&
    monthWord !== undefined &&
    monthWord.length <= SHORTEST_MONTH &&
    monthWord !== 'may' &&
    monthWord !== 'mai'
  )
    return { time: undefined, rest: [...words] };
  return { time: timeOf(year, month, day), rest };
}

function readDate(word: string): { year: number; month?: number; day?: number } | undefined {
  if (YEAR.test(word)) return { year: Number(word) };
  const [, year, month] = YEAR_AND_MONTH.exec(word) ?? [];
  if (year) return { year: Number(year), month: Number(month) };
  const [, first, then] = MONTH_AND_YEAR.exec(word) ?? [];
  if (first) return { year: Number(then), month: Number(first) };
  const [, inYear, inMonth, onDay] = DAY.exec(word) ?? [];
  return inYear ? { year: Number(inYear), month: Number(inMonth), day: Number(onDay) } : undefined;
}

function timeOf(year?: number, month?: number, day?: number): TimeWord | undefined {
  if (year === undefined) return month === undefined ? undefined : { month };
  const from = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  const until = new Date(from);
  if (day !== undefined) until.setUTCDate(until.getUTCDate() + 1);
  else if (month !== undefined) until.setUTCMonth(until.getUTCMonth() + 1);
  else until.setUTCFullYear(until.getUTCFullYear() + 1);
  return { from: isoDay(from), until: isoDay(until) };
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
