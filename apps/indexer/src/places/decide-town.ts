export interface NearTown {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly population: number;
  readonly distanceKm: number;
}

/** Further away, a town says nothing of where something was taken. */
export const FARTHEST_KM = 40;
/** People on a square kilometre of a town: how far one reaches is guessed by it. */
const DENSITY = 3_000;
const LARGEST_REACH_KM = 20;
/** Of the smallest village, so that a city far away does not outdo it. */
const LEAST_REACH_KM = 1.5;

/**
 * Which town a position belongs to: that in whose reach it lies most, by its distance and how far a town of its size goes.
 * The nearest alone would name a suburb for a picture of the cathedral. Undefined where none is near.
 */
export function decideTown(towns: readonly NearTown[]): NearTown | undefined {
  let best: { town: NearTown; score: number } | undefined;
  for (const town of towns) {
    if (town.distanceKm > FARTHEST_KM) continue;
    const reachKm = Math.min(LARGEST_REACH_KM, Math.sqrt(town.population / (Math.PI * DENSITY)));
    const score = town.distanceKm / (reachKm + LEAST_REACH_KM);
    if (!best || score < best.score) best = { town, score };
  }
  return best?.town;
}
