import type { Interval } from './intervals.js';

/** How finely it is kept where a file was played: as finely as anybody may ask. */
export const HEAT_PARTS = 1_000;

/** Spreads stretches over the parts of a file: how much of each part they hold, in their own unit. Adds to `amounts`. */
export function spread(amounts: number[], stretches: readonly Interval[], extent: number): void {
  const size = extent / HEAT_PARTS;
  if (!(size > 0)) return;
  for (const [from, to] of stretches) {
    const last = Math.min(HEAT_PARTS - 1, Math.ceil(to / size) - 1);
    for (let part = Math.max(0, Math.floor(from / size)); part <= last; part += 1) {
      const held = Math.min(to, (part + 1) * size) - Math.max(from, part * size);
      if (held > 0) amounts[part] = (amounts[part] ?? 0) + held;
    }
  }
}

export interface Bucket {
  readonly from: number;
  readonly to: number;
  /** How often it was played, as a mean over the bucket: half of it once is 0.5. */
  readonly plays: number;
}

/** The curve in as many buckets as are asked for, of the parts as they are kept. */
export function curveOf(amounts: readonly number[], extent: number, buckets: number): Bucket[] {
  const size = extent / buckets;
  return Array.from({ length: buckets }, (_, bucket) => {
    const [first, end] = [(bucket * HEAT_PARTS) / buckets, ((bucket + 1) * HEAT_PARTS) / buckets];
    let held = 0;
    for (let part = Math.floor(first); part < end; part += 1) {
      const share = Math.min(end, part + 1) - Math.max(first, part);
      held += (amounts[part] ?? 0) * share;
    }
    const plays = size > 0 ? Math.round((held / size) * 100) / 100 : 0;
    return { from: bucket * size, to: (bucket + 1) * size, plays };
  });
}

/** The stretch that was played most, if any stands out: the parts around the peak that have at least nine tenths of it. */
export function mostReplayed(curve: readonly Bucket[]): Bucket | undefined {
  const peak = Math.max(0, ...curve.map(({ plays }) => plays));
  const mean = curve.reduce((sum, { plays }) => sum + plays, 0) / Math.max(1, curve.length);
  if (peak < 2 || peak < 1.5 * mean) return undefined;
  const at = curve.findIndex(({ plays }) => plays === peak);
  let [first, last] = [at, at];
  while ((curve[first - 1]?.plays ?? 0) >= 0.9 * peak) first -= 1;
  while ((curve[last + 1]?.plays ?? 0) >= 0.9 * peak) last += 1;
  return { from: curve[first]?.from ?? 0, to: curve[last]?.to ?? 0, plays: peak };
}
