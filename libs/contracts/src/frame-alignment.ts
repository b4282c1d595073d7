/** Frames this far apart still show the same moment. */
export const ALIGNED_WITHIN_MS = 50;

/** A moment, ms after the take's epoch, and of each device the frame nearest to it, or none. */
export type FrameGroup = readonly [timeMs: number, frames: readonly (number | null)[]];

export interface SyncReport {
  /** How far apart the frames of one moment are. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** The share of moments of which every device has a frame. */
  readonly alignedRatio: number;
}

/**
 * Cuts a take to the time that all devices share and finds the frames that belong together: for each one of the device
 * with the fewest frames, the nearest of every other.
 *
 * @param tracks of each device the times of its frames, ms of one clock, growing
 */
export function alignFrames(
  tracks: readonly (readonly number[])[],
  withinMs = ALIGNED_WITHIN_MS,
): FrameGroup[] {
  const filled = tracks.filter(({ length }) => length > 0);
  const from = Math.max(...filled.map((track) => track[0] as number)) - withinMs;
  const to = Math.min(...filled.map((track) => track.at(-1) as number)) + withinMs;
  const shared = (track: readonly number[]) => track.filter((time) => time >= from && time <= to);
  const [first] = filled.map(shared).sort((a, b) => a.length - b.length);
  return (first ?? []).map((time) => [time, tracks.map((track) => findNearest(track, time, withinMs))]);
}

export function reportSync(
  groups: readonly FrameGroup[],
  tracks: readonly (readonly number[])[],
): SyncReport {
  const complete = groups.filter(([, frames]) => frames.every((frame) => frame !== null));
  const skews = complete
    .map(([, frames]) => frames.map((frame, device) => tracks[device]?.[frame as number] ?? 0))
    .map((times) => Math.max(...times) - Math.min(...times))
    .sort((a, b) => a - b);
  const at = (share: number) => skews[Math.min(skews.length - 1, Math.floor(skews.length * share))] ?? 0;
  return {
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
    alignedRatio: groups.length === 0 ? 0 : complete.length / groups.length,
  };
}

/** The index of the time nearest to one, by halving. */
export function findNearest(track: readonly number[], time: number, withinMs: number): number | null {
  let [low, high] = [0, track.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((track[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  const isBefore =
    low === track.length || (low > 0 && time - (track[low - 1] as number) <= (track[low] as number) - time);
  const index = isBefore ? low - 1 : low;
  const found = track[index];
  return found !== undefined && Math.abs(found - time) <= withinMs ? index : null;
}
