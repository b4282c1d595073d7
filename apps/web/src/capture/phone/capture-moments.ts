const WINDOW_MS = 10_000;

/**
 * When frames were taken, by the phone's clock. A camera's time stamps are even but count from anywhere; when a frame comes out
 * of the pipeline is late by chance. The least delay of the last seconds ties the one to the other.
 */
export class CaptureMoments {
  private recent: { readonly atMs: number; readonly offsetMs: number }[] = [];

  /** @param stampMs of the camera @param nowMs of the phone's clock, when the frame came out */
  momentOf(stampMs: number, nowMs: number): number {
    const offsetMs = nowMs - stampMs;
    // Of those that are both older and later than this one none will ever be the least again.
    this.recent = this.recent.filter((one) => one.atMs > nowMs - WINDOW_MS && one.offsetMs < offsetMs);
    this.recent.push({ atMs: nowMs, offsetMs });
    return stampMs + (this.recent[0]?.offsetMs ?? offsetMs);
  }
}
