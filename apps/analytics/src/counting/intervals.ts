/** Stretches of a file, in bytes or seconds: `from` included, `to` not. */
export type Interval = readonly [from: number, to: number];

export interface Covered {
  /** In order, without overlaps. */
  readonly covered: readonly Interval[];
  /** What was not covered before. */
  readonly added: readonly Interval[];
}

/** Beyond this many the nearest ones are taken as one: a client that asks for every other byte fills no row. */
const MOST_INTERVALS = 500;

/** Adds stretches to those that are covered (in order, without overlaps), each part once. */
export function cover(before: readonly Interval[], stretches: readonly Interval[]): Covered {
  let covered: readonly Interval[] = before;
  const added: Interval[] = [];
  for (const stretch of stretches) {
    if (!(stretch[1] > stretch[0])) continue;
    added.push(...without(stretch, covered));
    covered = join(covered, stretch);
  }
  return { covered: closeNearest(covered), added };
}

export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** Cuts off what lies past an end. */
export function within(intervals: readonly Interval[], end: number): Interval[] {
  return intervals.flatMap(([from, to]): Interval[] => (from < end ? [[from, Math.min(to, end)]] : []));
}

/** As they stand in a column: from, to, from, to. */
export function toFlat(intervals: readonly Interval[]): number[] {
  return intervals.flatMap(([from, to]) => [from, to]);
}

export function fromFlat(flat: readonly (number | string)[]): Interval[] {
  return Array.from(
    { length: Math.floor(flat.length / 2) },
    (_, at) => [Number(flat[2 * at]), Number(flat[2 * at + 1])] as const,
  );
}

function without(stretch: Interval, taken: readonly Interval[]): Interval[] {
  const rest: Interval[] = [];
  let from = stretch[0];
  for (const [takenFrom, takenTo] of taken) {
    if (takenTo <= from) continue;
    if (takenFrom >= stretch[1]) break;
    if (takenFrom > from) rest.push([from, takenFrom]);
    from = Math.max(from, takenTo);
  }
  if (from < stretch[1]) rest.push([from, stretch[1]]);
  return rest;
}

function join(covered: readonly Interval[], [from, to]: Interval): Interval[] {
  const touching = covered.filter(([start, end]) => end >= from && start <= to);
  const merged: Interval = [
    Math.min(from, ...touching.map(([start]) => start)),
    Math.max(to, ...touching.map(([, end]) => end)),
  ];
  return [...covered.filter(([, end]) => end < from), merged, ...covered.filter(([start]) => start > to)];
}

function closeNearest(covered: readonly Interval[]): readonly Interval[] {
  if (covered.length <= MOST_INTERVALS) return covered;
  const widest = covered
    .map(([from], at) => ({ at, gap: at === 0 ? Infinity : from - (covered[at - 1]?.[1] ?? from) }))
    .sort((a, b) => b.gap - a.gap || a.at - b.at)
    .slice(0, MOST_INTERVALS);
  const begins = new Set(widest.map(({ at }) => at));
  const joined: [number, number][] = [];
  for (const [at, [from, to]] of covered.entries()) {
    const last = joined.at(-1);
    if (last && !begins.has(at)) last[1] = to;
    else joined.push([from, to]);
  }
  return joined;
}
