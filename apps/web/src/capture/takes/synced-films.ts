import type { TakeManifest } from '@hearth/contracts';

/**
 * Seconds of a film at a moment of the take; below 0 it has not begun. A film's time stamps are of the phone's own clock,
 * which over ten minutes may lose a frame against the hub's.
 */
export function filmTimeAt({ devices }: TakeManifest, device: number, timeMs: number): number {
  const { times = [], stamps = [] } = devices[device] ?? {};
  const sinceFirst = timeMs - (times[0] ?? 0);
  const [length, filmed] = [(times.at(-1) ?? 0) - (times[0] ?? 0), stamps.at(-1) ?? 0];
  return (sinceFirst * (length > 0 && filmed > 0 ? filmed / length : 1)) / 1000;
}

/** From the first moment that all phones share to the last. */
export function sharedSpan({ groups }: TakeManifest): readonly [fromMs: number, toMs: number] {
  return [groups[0]?.[0] ?? 0, groups.at(-1)?.[0] ?? 0];
}

/** The index of the moment that is shown at a time. */
export function groupAt({ groups }: TakeManifest, timeMs: number): number {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((groups[middle]?.[0] ?? 0) <= timeMs + 0.5) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Where to put a film so that it shows one frame: into the midst of it, since time stamps are rounded. */
export function filmTimeOfFrame(manifest: TakeManifest, device: number, group: number): number | undefined {
  const frame = manifest.groups[group]?.[1][device];
  const times = manifest.devices[device]?.times ?? [];
  if (frame === null || frame === undefined) return undefined;
  const [from, to] = [times[frame] ?? 0, times[frame + 1] ?? (times[frame] ?? 0) + 30];
  return filmTimeAt(manifest, device, from + Math.min(15, (to - from) / 2));
}
