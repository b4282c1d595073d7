import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from '../processes/part.ts';
import { RunningPart } from '../processes/running-part.ts';
import { RestartBackoff } from './restart-backoff.ts';
import { waitUntilHung, type Liveness } from './wait-until-hung.ts';

export type PartState = 'waiting' | 'starting' | 'healthy' | 'restarting' | 'stopped';

export interface SupervisedPartOptions {
  part: Part;
  logPath: string;
  liveness: Liveness;
  onChange: () => void;
  /** One line for the supervisor's own log. */
  note: (line: string) => void;
}

/** A part that is started again whenever it dies or hangs, until it is stopped. */
export class SupervisedPart {
  readonly part: Part;
  restarts = 0;
  #state: PartState = 'waiting';
  #healthySince = 0;
  #hungBecause: string | undefined;
  #watching: Promise<void> | undefined;
  readonly #running: RunningPart;
  readonly #stopping = new AbortController();
  readonly #backoff = new RestartBackoff();
  readonly #liveness: Liveness;
  readonly #onChange: () => void;
  readonly #note: (line: string) => void;

  constructor({ part, logPath, liveness, onChange, note }: SupervisedPartOptions) {
    this.part = part;
    this.#running = new RunningPart(part, logPath);
    this.#liveness = liveness;
    this.#onChange = onChange;
    this.#note = note;
  }

  get state(): PartState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#running.pid;
  }

  /** The first start, which may fail; from then on deaths are answered by restarts. */
  async start(cancelled: AbortSignal): Promise<void> {
    this.#enter('starting');
    await this.#running.start(AbortSignal.any([cancelled, this.#stopping.signal]));
    this.#becomeHealthy();
    this.#watching = this.#restartUntilStopped();
  }

  signal(signal: NodeJS.Signals): void {
    this.#running.kill(signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running.stop();
    await this.#watching;
    this.#enter('stopped');
  }

  async #restartUntilStopped(): Promise<void> {
    const { name } = this.part;
    while (!this.#stopping.signal.aborted) {
      const how = await this.#running.ended;
      if (this.#stopping.signal.aborted) return;
      const ranForMs = this.#state === 'healthy' ? Date.now() - this.#healthySince : 0;
      const delayMs = this.#backoff.nextDelayMs(ranForMs);
      const what = this.#hungBecause === undefined ? `died (${how})` : `hung (${this.#hungBecause})`;
      if (this.#state === 'healthy') this.#note(`${name} ${what}; starting it again`);
      this.#hungBecause = undefined;
      this.restarts += 1;
      this.#enter('restarting');
      await delay(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      await this.#restart();
    }
  }

  async #restart(): Promise<void> {
    try {
      await this.#running.start(this.#stopping.signal, true);
      this.#becomeHealthy();
      this.#note(`${this.part.name} is healthy again`);
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#note((error as Error).message);
    }
  }

  #becomeHealthy(): void {
    this.#healthySince = Date.now();
    this.#enter('healthy');
    void this.#endWhenHung();
  }

  /** A process that hangs does not hear a polite signal either. */
  async #endWhenHung(): Promise<void> {
    const { part } = this;
    if (part.findReasonNotAlive === undefined) return;
    const over = new AbortController();
    void this.#running.ended.then(() => over.abort());
    this.#hungBecause = await waitUntilHung(
      (answerWithinMs) => part.findReasonNotAlive?.(answerWithinMs) ?? Promise.resolve(undefined),
      this.#liveness,
      AbortSignal.any([over.signal, this.#stopping.signal]),
    );
    if (this.#hungBecause !== undefined) this.#running.kill('SIGKILL');
  }

  #enter(state: PartState): void {
    this.#state = state;
    this.#onChange();
  }
}
