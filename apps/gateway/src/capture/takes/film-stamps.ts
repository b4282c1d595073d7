const FRAME_MS = 1000 / 15;
/** Of pictures of one moment, or in the wrong order by less than a picture. */
const LEAST_STEP_MS = 0.001;

/**
 * Where a phone's pictures stand in its film, ms: their times by the phone's clock minus that of the first. A clock that is set
 * back begins a new count a picture after the last, as whatever was seen then was seen after it; else all of the film until that
 * clock has caught up would be one moment.
 */
export class FilmStamps {
  private startMs: number | undefined;
  private newestAtMs = 0;
  private lastStampMs = 0;

  /** Of the next picture. */
  ofPicture(capturedAtMs: number): number {
    if (this.startMs === undefined) this.startMs = capturedAtMs;
    else {
      const isSetBack = capturedAtMs < this.newestAtMs - FRAME_MS;
      if (isSetBack) this.startMs = capturedAtMs - this.lastStampMs - FRAME_MS;
      this.lastStampMs = Math.max(capturedAtMs - this.startMs, this.lastStampMs + LEAST_STEP_MS);
      if (!isSetBack && capturedAtMs < this.newestAtMs) return this.lastStampMs;
    }
    this.newestAtMs = capturedAtMs;
    return this.lastStampMs;
  }

  /** Of sound between the pictures; below 0 for what was heard before the first. */
  ofSound(capturedAtMs: number): number {
    return capturedAtMs - (this.startMs ?? capturedAtMs);
  }
}
