const FRAME_MS = 1000 / 15;
/** Of pictures of one moment, or in the wrong order by less than a picture. More than a tick of any film's own clock. */
const LEAST_STEP_MS = 0.1;
/** Sound comes this much later than the picture of its moment; what is older was heard after the clock was set back. */
const SOUND_LATE_MS = 2_000;

/**
 * Where a phone's pictures stand in its film, ms: their times by the phone's clock minus that of the first. A clock that is set
 * back begins a new count a picture after the last, as whatever was seen then was seen after it; else all of the film until that
 * clock has caught up would be one moment.
 */
export class FilmStamps {
  private startMs: number | undefined;
  private newestAtMs = 0;
  private lastStampMs = 0;
  /** The count before the clock was set back. */
  private before: { readonly startMs: number; readonly newestAtMs: number } | undefined;

  /** Of the next picture. */
  ofPicture(capturedAtMs: number): number {
    if (this.startMs === undefined) this.startMs = capturedAtMs;
    else {
      const isSetBack = capturedAtMs < this.newestAtMs - FRAME_MS;
      if (isSetBack) {
        this.before = { startMs: this.startMs, newestAtMs: this.newestAtMs };
        this.startMs = capturedAtMs - this.lastStampMs - FRAME_MS;
      }
      this.lastStampMs = Math.max(capturedAtMs - this.startMs, this.lastStampMs + LEAST_STEP_MS);
      if (!isSetBack && capturedAtMs < this.newestAtMs) return this.lastStampMs;
    }
    this.newestAtMs = capturedAtMs;
    return this.lastStampMs;
  }

  /** Of sound between the pictures; below 0 for what was heard before the first. */
  ofSound(capturedAtMs: number): number {
    const { startMs = capturedAtMs, newestAtMs, before } = this;
    const isFromBefore =
      before && Math.abs(capturedAtMs - before.newestAtMs) < Math.abs(capturedAtMs - newestAtMs);
    if (isFromBefore) return capturedAtMs - before.startMs;
    if (capturedAtMs < newestAtMs - SOUND_LATE_MS) return this.lastStampMs;
    return capturedAtMs - startMs;
  }
}

/** How long each picture is shown in a film of these alone; the last as long as any. */
export function shownForMs(capturedAtMs: readonly number[]): number[] {
  const stamps = new FilmStamps();
  const stampsMs = capturedAtMs.map((time) => stamps.ofPicture(time));
  return stampsMs.map((stampMs, index) => (stampsMs[index + 1] ?? stampMs + FRAME_MS) - stampMs);
}
