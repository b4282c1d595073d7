import type { FileListQuery } from '../files/use-files.ts';

/** What is looked for; it lives in the address. Only what narrows is in it. */
export interface SearchFilter {
  readonly query?: string;
  readonly type?: string;
  readonly favourite?: 'true';
  readonly withinHours?: string;
  readonly from?: string;
  readonly to?: string;
  readonly minSizeBytes?: string;
  readonly minDurationSec?: string;
  readonly maxDurationSec?: string;
  readonly camera?: string;
  readonly tag?: string;
  readonly uploader?: string;
  readonly device?: string;
}

type Name = keyof SearchFilter;

const CHECKS: Record<Name, RegExp> = {
  query: /^.{1,200}$/,
  type: /^(image|video|audio|document,other)$/,
  favourite: /^true$/,
  withinHours: /^(24|168|720)$/,
  from: /^\d{4}-\d\d-\d\d$/,
  to: /^\d{4}-\d\d-\d\d$/,
  minSizeBytes: /^\d{1,15}$/,
  minDurationSec: /^\d{1,9}$/,
  maxDurationSec: /^\d{1,9}$/,
  camera: /^.{1,500}$/,
  tag: /^.{1,64}$/,
  uploader: /^[\da-f-]{36}$/,
  device: /^[\da-f-]{36}$/,
};
const NAMES = Object.keys(CHECKS) as Name[];

/** Reads a filter from an address; what is not known is left out. */
export function parseSearch(search: URLSearchParams): SearchFilter {
  const found = NAMES.flatMap((name) => {
    const value = search.get(name)?.trim();
    return value !== undefined && CHECKS[name].test(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(found) as SearchFilter;
}

/** The address of a search. */
export function addressOfSearch(filter: SearchFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given as [string, string][]).toString();
  return search === '' ? '/search' : `/search?${search}`;
}

export function isBlank(filter: SearchFilter): boolean {
  return NAMES.every((name) => filter[name] === undefined);
}

/** As the hub takes it. */
export function toListQuery(filter: SearchFilter): FileListQuery {
  return { ...filter, ...(filter.query === undefined && { sort: '-takenAt' as const }) } as FileListQuery;
}

/** A filter without one of its parts, or with another value for it. */
export function withPart(filter: SearchFilter, name: Name, value: string | undefined): SearchFilter {
  const { [name]: _, ...rest } = filter;
  return value === undefined ? rest : { ...rest, [name]: value };
}

interface Suggestion {
  readonly text: string;
  readonly filter: SearchFilter;
}

/** What to try where nothing was found: leave a filter out, or a word. */
export function suggestionsFor(filter: SearchFilter): Suggestion[] {
  const suggestions: Suggestion[] = [];
  const narrowing = NAMES.filter((name) => name !== 'query' && filter[name] !== undefined);
  if (filter.query !== undefined && narrowing.length > 0)
    suggestions.push({ text: `“${filter.query}” without filters`, filter: { query: filter.query } });
  const words = filter.query?.split(/\s+/) ?? [];
  if (words.length > 1) {
    for (const word of words.slice(0, 3))
      suggestions.push({ text: `“${word}” alone`, filter: withPart(filter, 'query', word) });
  }
  return suggestions;
}
