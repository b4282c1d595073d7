import { setTimeout as sleep } from 'node:timers/promises';

interface LoopOptions {
  /** One turn; returns how long to rest before the next. It ends soon after `stopping` is aborted. */
  readonly turn: (stopping: AbortSignal) => Promise<number>;
  /** The rest before the first turn; none where it is left out. */
  readonly firstAfterMs?: number;
  /** The rest after a turn that failed. */
  readonly retryMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** Work that goes on for as long as a service lives: turn after turn, whatever becomes of one. */
export class BackgroundLoop {
  private readonly stopping = new AbortController();
  private resting = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: LoopOptions) {}

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  start(): this {
    this.running = this.run();
    return this;
  }

  /** Ends a rest before its time. */
  wake(): void {
    this.resting.abort();
  }

  /** Resolves when the turn under way has ended, or after `withinMs`. */
  async stop(withinMs = 5_000): Promise<void> {
    this.stopping.abort();
    this.wake();
    const waited = new AbortController();
    const late = sleep(withinMs, undefined, { signal: waited.signal }).catch(() => undefined);
    await Promise.race([this.running, late]);
    waited.abort();
  }

  private async run(): Promise<void> {
    const { firstAfterMs = 0 } = this.options;
    if (firstAfterMs > 0) await this.rest(firstAfterMs);
    while (!this.isStopping) await this.rest(await this.turnOnce());
  }

  private async turnOnce(): Promise<number> {
    try {
      return await this.options.turn(this.stopping.signal);
    } catch (error) {
      if (!this.isStopping) this.options.onFailure(error);
      return this.options.retryMs;
    }
  }

  private async rest(ms: number): Promise<void> {
    if (this.isStopping) return;
    await sleep(ms, undefined, { signal: this.resting.signal }).catch(() => undefined);
    if (this.resting.signal.aborted) this.resting = new AbortController();
  }
}
