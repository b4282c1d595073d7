export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** How much a client may send, in messages or bytes: a burst, then a steady rate. */
export class MessageBudget {
  private left: number;

  constructor(
    private readonly rate: Rate,
    private filledAtMs: number,
  ) {
    this.left = rate.burst;
  }

  /** Takes some; false when there is not as much left. */
  take(nowMs: number, amount = 1): boolean {
    const { burst, perSecond } = this.rate;
    this.left = Math.min(burst, this.left + ((nowMs - this.filledAtMs) / 1000) * perSecond);
    this.filledAtMs = nowMs;
    if (this.left < amount) return false;
    this.left -= amount;
    return true;
  }
}
