import { median } from './median.ts';

/** What was measured on either side, round by round. */
export interface Rounds<T> {
  limits: T[];
  owns: T[];
}

export interface Compared {
  limit: number;
  ours: number;
  /** Median of ours / limit of each round: what disturbs a round disturbs both sides of it. */
  ratio: number;
}

/** Measures both sides in turn, changing who goes first, after one round of each that does not count. */
export async function alternate<T>(
  rounds: number,
  limit: () => Promise<T>,
  ours: () => Promise<T>,
): Promise<Rounds<T>> {
  const [limits, owns]: [T[], T[]] = [[], []];
  await limit();
  await ours();
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) limits.push(await limit());
    owns.push(await ours());
    if (round % 2 === 1) limits.push(await limit());
  }
  return { limits, owns };
}

/** One figure of all rounds. */
export function compareFigure<T>({ limits, owns }: Rounds<T>, figure: (measured: T) => number): Compared {
  const [limitFigures, ownFigures] = [limits.map(figure), owns.map(figure)];
  const ratios = ownFigures.map((own, round) => own / (limitFigures[round] as number));
  return { limit: median(limitFigures), ours: median(ownFigures), ratio: median(ratios) };
}
