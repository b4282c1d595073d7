import type { AddValue, FilesFilter } from './files-filter.js';
import { planMistyped, planSearch, type SearchPlan, type SearchStep } from './search-plan.js';
import type { TimeWord } from './time-words.js';

export function planOf({ query = '', mode }: FilesFilter): SearchPlan {
  return mode === 'mistyped' ? planMistyped(query) : planSearch(query);
}

/**
 * How rows are looked for. What stands in a query of its own is taken for rare by the planner, which then asks the indexes of
 * words and parts, however common it is; else the planner goes by what it guesses.
 */
export type LookedFor = 'as-guessed' | 'as-rare';

/** What a step of a search finds, of the table that is called `f`. */
export function stepCondition(step: SearchStep, add: AddValue, how: LookedFor = 'as-guessed'): string {
  const { time, lexemes, parts = [], isRare = false } = step;
  const value = (text: string, isWrapped: boolean) => (isWrapped ? `(SELECT ${text})` : text);
  const conditions = [
    ...(time ? [timeCondition(time, add)] : []),
    ...(lexemes === undefined
      ? []
      : [`f.search @@ ${value(`${add(lexemes)}::tsquery`, isRare || how === 'as-rare')}`]),
    ...parts.map(
      (part) =>
        `f.search_text LIKE ${value(`${add(`%${escapeLike(part)}%`)}::text`, how === 'as-rare' && hasTrigram(part))}`,
    ),
  ];
  return `(${conditions.join(' AND ')})`;
}

/** What a search finds by any of its steps. */
export function planCondition(plan: SearchPlan, add: AddValue, how: LookedFor = 'as-guessed'): string {
  const steps = plan.filter(({ isWithinNext }) => !isWithinNext);
  return steps.length === 0
    ? 'false'
    : `(${steps.map((step) => stepCondition(step, add, how)).join(' OR ')})`;
}

/** Whether the index of words or that of parts says what the step finds. */
export function isIndexed({ lexemes, parts = [] }: SearchStep): boolean {
  return lexemes !== undefined || parts.some(hasTrigram);
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
