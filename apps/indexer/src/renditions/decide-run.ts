/** Pieces made in one go of the encoder. */
export interface Run {
  readonly first: number;
  readonly count: number;
  /** Somebody waits for them, so that they go before what nobody waits for. */
  readonly isHurried: boolean;
}

interface Standing {
  readonly made: ReadonlySet<number>;
  readonly segments: number;
  /** Where somebody waits. */
  readonly wanted: number;
  readonly isWaitedFor: boolean;
}

/** So near ahead of the work a piece comes sooner than by starting anew there. */
const SOON = 3;

/** What to make next: from where somebody waits to the end or to what is made, then what is missing before. Undefined: all is made. */
export function decideRun({ made, segments, wanted, isWaitedFor }: Standing): Run | undefined {
  const first = firstMissing(made, wanted, segments) ?? firstMissing(made, 0, segments);
  if (first === undefined) return undefined;
  let end = first + 1;
  while (end < segments && !made.has(end)) end += 1;
  return { first, count: end - first, isHurried: isWaitedFor };
}

function firstMissing(made: ReadonlySet<number>, from: number, segments: number): number | undefined {
  for (let segment = from; segment < segments; segment += 1) if (!made.has(segment)) return segment;
  return undefined;
}

/**
 * Whether a run is to be broken off for another: at the place where somebody waits, or with more of the machine's time, which an encoder
 * has from its start. One that has more than it needs goes on: who plays a film waits and does not by turns, and each new beginning throws
 * away the piece that is being made. `at` is that piece.
 */
export function isRunOutdated(
  standing: Standing,
  at: number,
  { isHurried }: Pick<Run, 'isHurried'>,
): boolean {
  return (standing.isWaitedFor && !isHurried) || isWantedElsewhere(standing, at);
}

function isWantedElsewhere({ made, segments, wanted }: Standing, at: number): boolean {
  if (wanted >= segments || made.has(wanted)) return false;
  return wanted < at || wanted > at + SOON;
}
