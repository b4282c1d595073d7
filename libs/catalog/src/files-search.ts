import type { AddValue, FilesFilter } from './files-filter.js';
import { planMistyped, planSearch, type SearchPlan, type SearchStep } from './search-plan.js';
import { LISTED } from './listed.js';
import type { TimeWord } from './time-words.js';

export function planOf({ query = '', mode }: FilesFilter): SearchPlan {
  return mode === 'mistyped' ? planMistyped(query) : planSearch(query);
}

/**
 * How rows are looked for. What stands in a query of its own is taken for rare by the planner, which then asks the indexes of
 * words and parts, however common it is; else the planner goes by what it guesses.
 */
export type LookedFor = 'as-guessed' | 'as-rare';

/** Where a statement has what was meant by mistyped words: a row with `word_0` for the first of them. */
export type MeantIn = string | undefined;

/** What a step of a search finds, of the table that is called `f`. */
export function stepCondition(
  step: SearchStep,
  add: AddValue,
  how: LookedFor = 'as-guessed',
  meantIn?: MeantIn,
): string {
  const { time, lexemes, alike = [], parts = [] } = step;
  const value = (text: string, isWrapped: boolean) => (isWrapped ? `(SELECT ${text})` : text);
  const conditions = [
    ...(time ? [timeCondition(time, add)] : []),
    ...(lexemes === undefined ? [] : [`f.search @@ ${value(`${add(lexemes)}::tsquery`, how === 'as-rare')}`]),
    ...alike.map(
      (spellings, word) =>
        `f.search @@ ${meantIn === undefined ? meant(spellings, add) : `(SELECT word_${word} FROM ${meantIn})`}`,
    ),
    ...parts.map(
      (part) =>
        `f.search_text LIKE ${value(`${add(`%${escapeLike(part)}%`)}::text`, how === 'as-rare' && hasTrigram(part))}`,
    ),
  ];
  return `(${conditions.join(' AND ')})`;
}

/** What a search finds by any of its steps. */
export function planCondition(
  plan: SearchPlan,
  add: AddValue,
  how: LookedFor = 'as-guessed',
  meantIn?: MeantIn,
): string {
  const steps = plan.filter(({ isWithinNext }) => !isWithinNext);
  return steps.length === 0
    ? 'false'
    : `(${steps.map((step) => stepCondition(step, add, how, meantIn)).join(' OR ')})`;
}

/** The row that `MeantIn` names, of a plan with mistyped words. */
export function selectMeant(plan: SearchPlan, add: AddValue): string | undefined {
  const alike = plan.flatMap((step) => step.alike ?? []);
  if (alike.length === 0) return undefined;
  return `SELECT ${alike.map((spellings, word) => `${meant(spellings, add)} AS word_${word}`).join(', ')}`;
}

/**
 * A query for those spellings that are words of the library, NULL where none is. The index is asked for each by itself, a few
 * microseconds each: one query for hundreds of them would be compared with every file in which it finds one. A condition that
 * is said three times looks rare to the planner, which would else read the table for the first file that has the word.
 */
function meant(spellings: readonly string[], add: AddValue): string {
  const hasWord = new Array(3).fill('f.search @@ spelling::tsquery').join(' AND ');
  return `(SELECT string_agg(spelling, ' | ')::tsquery FROM unnest(${add(spellings)}::text[]) AS spelling,
    LATERAL (SELECT FROM catalog.files f WHERE ${LISTED} AND ${hasWord} LIMIT 1) AS known)`;
}

/** Whether the index of words or that of parts says what the step finds. */
export function isIndexed({ lexemes, alike, parts = [] }: SearchStep): boolean {
  return lexemes !== undefined || alike !== undefined || parts.some(hasTrigram);
}

/** Three letters in a row, without which the index of parts has to be read as a whole. */
function hasTrigram(part: string): boolean {
  return /[\p{L}\p{Nd}]{3}/u.test(part);
}

export function timeCondition(time: TimeWord, add: AddValue): string {
  if ('month' in time) return `extract(month FROM f.local_time) = ${add(time.month)}`;
  return `f.local_time >= ${add(time.from)}::date AND f.local_time < ${add(time.until)}::date`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
