export type Way = 'first' | 'earlier' | 'later' | 'last';

/**
 * Which file those that are chosen stand before when they go one place, or all the way; null: at the end. Undefined where that one is not
 * here yet, since the album goes on after `all`.
 */
export function moveBefore<Id extends string>(
  all: readonly Id[],
  chosen: readonly Id[],
  way: Way,
  hasMore: boolean,
): Id | null | undefined {
  if (way === 'last') return null;
  return findBefore(all, chosen, way) ?? (hasMore ? undefined : null);
}

function findBefore<Id extends string>(
  all: readonly Id[],
  chosen: readonly Id[],
  way: Exclude<Way, 'last'>,
): Id | undefined {
  const isChosen = new Set(chosen);
  const others = all.filter((id) => !isChosen.has(id));
  const firstAt = all.findIndex((id) => isChosen.has(id));
  const lastAt = all.findLastIndex((id) => isChosen.has(id));
  if (way === 'first') return others[0];
  if (way === 'earlier') return all.slice(0, firstAt).at(-1) ?? others[0];
  return all[lastAt + 2];
}
