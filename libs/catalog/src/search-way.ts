import type { FilesPage } from './page-order.js';

/** So many files are a sample. A library that has no more of them needs none. */
export const SAMPLED = 2_000;

/** From here on a page is looked for in an index alone, before its rows are read. */
export const FAR_OUT = 1_000;

/** So many are read and sorted without a thought. */
export const FEW = 10_000;

/** Files that come one after the other in these orders lie side by side in the table, too. */
export const LIES_IN_ORDER: ReadonlySet<string> = new Set(['relevance', 'takenAt', 'createdAt']);

/** What some files, drawn by lot, say about a search. */
export interface SearchSample {
  /** In the library, about. */
  readonly files: number;
  readonly lookedAt: number;
  /** How many of these the search finds. */
  readonly found: number;
  /** Where those stand that are found behind the beginning of the page, the first ones in the order. */
  readonly places: readonly SampledPlace[];
}

export interface SampledPlace {
  /** What the order goes by, as text. */
  readonly value: string;
  /** The how manieth it is of all that were looked at, from where the page begins. */
  readonly rank: number;
}

/**
 * How a page of a search is looked for. `step-by-step` goes from cheap to dear and needs to know nothing. `along-the-order`
 * takes what comes next until the page is full. `within` asks the index of words and that of the order together, for what
 * stands up to a place in the order; without one up to its end.
 */
export type SearchWay =
  { readonly by: 'step-by-step' | 'along-the-order' } | { readonly by: 'within'; readonly upTo?: string };

const STEP_BY_STEP: SearchWay = { by: 'step-by-step' };

/** Fewer drawn ones than these may stand close together by chance. */
const FEWEST_PLACES = 4;
/** What a sample says may be off by so much. */
const MARGIN = 2;

/** To read one that is found costs as much as to pass over so many in the index of an order. */
const PASSED_PER_READ = 12;

/** Whether a search asks for a sample first: where a page by itself would have to read all that is found. */
export function needsSample({ query, mode, order, offset = 0 }: FilesPage): boolean {
  if (query === undefined || mode === 'mistyped') return false;
  return !LIES_IN_ORDER.has(order.by) || offset >= FAR_OUT;
}

/** What is rare is read and sorted as a whole; what is common stands everywhere along the order of time. */
export function decideWay({ order, offset = 0, limit }: FilesPage, sample: SearchSample): SearchWay {
  const { files, lookedAt, found, places } = sample;
  const perSampled = files / lookedAt;
  if (lookedAt < SAMPLED || found * perSampled <= FEW) return STEP_BY_STEP;
  const needed = MARGIN * (offset + limit);
  if (LIES_IN_ORDER.has(order.by)) {
    return found * perSampled >= needed ? { by: 'along-the-order' } : STEP_BY_STEP;
  }
  const place = places[Math.max(FEWEST_PLACES, Math.ceil(needed / perSampled)) - 1];
  const passed = place?.rank ?? lookedAt;
  if (passed > found * PASSED_PER_READ) return STEP_BY_STEP;
  return { by: 'within', ...(place && { upTo: place.value }) };
}
