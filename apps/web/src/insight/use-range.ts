import { range, type Range } from '@hearth/contracts';
import { useSearchParams } from 'wouter';

/** The time span that an address asks for, and what asks for another. */
export function useRange(standard: Range): [Range, (next: Range) => void] {
  const [search, setSearch] = useSearchParams();
  const chosen = range.safeParse(search.get('range')).data ?? standard;
  return [chosen, (next) => setSearch({ range: next }, { replace: true })];
}
