/** A stretch of a file, in seconds from its start. */
export type Stretch = readonly [fromSec: number, toSec: number];

/** Shorter than this is a seek that hit the same spot, not something that was watched. */
export const SHORTEST_SEC = 0.05;

/** What `HTMLMediaElement.played` holds, as stretches. */
export function stretchesOf(ranges: Pick<TimeRanges, 'length' | 'start' | 'end'>): Stretch[] {
  return Array.from(
    { length: ranges.length },
    (_, index) => [ranges.start(index), ranges.end(index)] as const,
  );
}

/** What is in `played` and not in `reported`: both in order and free of overlaps, as TimeRanges are. */
export function newlyPlayed(played: readonly Stretch[], reported: readonly Stretch[]): Stretch[] {
  return played
    .flatMap((stretch) => withoutAll(stretch, reported))
    .filter(([fromSec, toSec]) => toSec - fromSec >= SHORTEST_SEC);
}

function withoutAll(stretch: Stretch, taken: readonly Stretch[]): Stretch[] {
  let rest: Stretch[] = [stretch];
  for (const [takenFrom, takenTo] of taken) {
    rest = rest.flatMap(([from, to]): Stretch[] => {
      if (takenTo <= from || takenFrom >= to) return [[from, to]];
      return [
        ...(takenFrom > from ? [[from, takenFrom] as const] : []),
        ...(takenTo < to ? [[takenTo, to] as const] : []),
      ];
    });
  }
  return rest;
}
