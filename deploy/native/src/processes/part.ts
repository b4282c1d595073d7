import type { ProcessCommand } from './account.ts';

/** One process of the stack, described: what to run, how to see that it works, how to end it. */
export interface Part {
  readonly name: string;
  readonly port: number;
  /** Called before each start, the first one and every restart: mends what a crash left behind and says what to run. */
  prepare(): Promise<ProcessCommand>;
  /** Undefined once the part does its work; until then why not. */
  findReasonNotReady(): Promise<string | undefined>;
  /**
   * Whether the process still answers at all, asked again and again while it runs: undefined, or why not. Narrower than
   * being ready, as starting a part again does not bring back another that it needs.
   */
  findReasonNotAlive?(answerWithinMs: number): Promise<string | undefined>;
  /** Called after each start, as soon as the part is ready. */
  afterReady?(): Promise<void>;
  readonly stopSignal: NodeJS.Signals;
  readonly stopTimeoutMs: number;
  readonly readyTimeoutMs: number;
}
