const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
const STABLE_AFTER_MS = 30_000;

/** How long to wait before a part that died is started again: longer each time, short again once it held out. */
export class RestartBackoff {
  #delayMs = FIRST_DELAY_MS;

  /** `ranForMs`: how long the process that just died had been ready; 0 when it never was. */
  nextDelayMs(ranForMs: number): number {
    if (ranForMs >= STABLE_AFTER_MS) this.#delayMs = FIRST_DELAY_MS;
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(this.#delayMs * 2, LONGEST_DELAY_MS);
    return delayMs;
  }
}
