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
   * What is waited for in place of that when the part is started again: while a store is away a service is not ready, but
   * serves what it can, and ending it would not bring the store back.
   */
  findReasonNotServing?(): Promise<string | undefined>;
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
