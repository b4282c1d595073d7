interface Moment {
  readonly atMs: number;
  readonly done: number;
}

const WINDOW_MS = 20_000;
const LEAST_MS = 2_000;

/** How fast something goes lately, by what was done at moments in the past. */
export class Pace {
  private moments: Moment[] = [];

  /** @returns files a second and whole seconds left, or undefined while that cannot be said */
  take(now: Moment, waiting: number): { perSec: number; secondsLeft: number } | undefined {
    const last = this.moments.at(-1);
    // A new burst of work.
    if (last && now.done < last.done) this.moments = [];
    this.moments = [...this.moments.filter(({ atMs }) => now.atMs - atMs <= WINDOW_MS), now];
    const first = this.moments[0] ?? now;
    const [ms, files] = [now.atMs - first.atMs, now.done - first.done];
    if (ms < LEAST_MS || files === 0) return undefined;
    const perSec = files / (ms / 1000);
    return { perSec: Math.round(perSec * 10) / 10, secondsLeft: Math.ceil(waiting / perSec) };
  }
}
