/** How many messages a client may send: a burst, then a steady rate. */
export class MessageBudget {
  private left: number;
  private filledAtMs: number;

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
    nowMs: number,
  ) {
    this.left = burst;
    this.filledAtMs = nowMs;
  }

  /** Takes one; false when none is left. */
  take(nowMs: number): boolean {
    this.left = Math.min(this.burst, this.left + ((nowMs - this.filledAtMs) / 1000) * this.perSecond);
    this.filledAtMs = nowMs;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
