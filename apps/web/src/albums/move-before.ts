export type Way = 'first' | 'earlier' | 'later' | 'last';

/** Which file those that are chosen stand before when they go one place, or all the way; null: at the end. */
export function moveBefore<Id extends string>(
  all: readonly Id[],
  chosen: readonly Id[],
  way: Way,
): Id | null {
  const isChosen = new Set(chosen);
  const others = all.filter((id) => !isChosen.has(id));
  const firstAt = all.findIndex((id) => isChosen.has(id));
  const lastAt = all.findLastIndex((id) => isChosen.has(id));
  if (way === 'first') return others[0] ?? null;
  if (way === 'last') return null;
  if (way === 'earlier') return all.slice(0, firstAt).at(-1) ?? others[0] ?? null;
  return all.slice(lastAt + 2)[0] ?? null;
}
