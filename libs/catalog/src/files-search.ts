import type { AddValue, FilesFilter } from './files-filter.js';
import { planMistyped, planSearch, type SearchPlan, type SearchStep } from './search-plan.js';
import type { TimeWord } from './time-words.js';

export function planOf({ query = '', mode }: FilesFilter): SearchPlan {
  return mode === 'mistyped' ? planMistyped(query) : planSearch(query);
}

/** What a step of a search finds, of the table that is called `f`. */
export function stepCondition({ time, lexemes, parts, isRare }: SearchStep, add: AddValue): string {
  const conditions = [
    ...(time ? [timeCondition(time, add)] : []),
    ...(lexemes === undefined ? [] : [matches(`${add(lexemes)}::tsquery`, isRare)]),
    ...(parts ?? []).map((part) => `f.search_text LIKE ${add(`%${escapeLike(part)}%`)}`),
  ];
  return `(${conditions.join(' AND ')})`;
}

/** What a search finds by any of its steps. */
export function planCondition(plan: SearchPlan, add: AddValue): string {
  const steps = plan.filter(({ isWithinNext }) => !isWithinNext);
  return steps.length === 0 ? 'false' : `(${steps.map((step) => stepCondition(step, add)).join(' OR ')})`;
}

/** What stands in a query of its own is taken for rare by the planner. */
function matches(query: string, isRare = false): string {
  return `f.search @@ ${isRare ? `(SELECT ${query})` : query}`;
}

function timeCondition(time: TimeWord, add: AddValue): string {
  if ('month' in time) return `extract(month FROM f.local_time) = ${add(time.month)}`;
  return `f.local_time >= ${add(time.from)}::date AND f.local_time < ${add(time.until)}::date`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
