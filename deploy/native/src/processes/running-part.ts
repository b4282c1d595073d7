import { setTimeout as delay } from 'node:timers/promises';
import { StartupProblem } from '../startup-problem.ts';
import { ChildProcessGroup } from './child-process-group.ts';
import { describeFailure } from './failure-cause.ts';
import type { Part } from './part.ts';
import { RotatingLog } from './rotating-log.ts';

const FIRST_POLL_MS = 15;
const LONGEST_POLL_MS = 250;

/** A part and the process that plays it at the moment, if any. */
export class RunningPart {
  readonly part: Part;
  readonly log: RotatingLog;
  #group: ChildProcessGroup | undefined;

  constructor(part: Part, logPath: string) {
    this.part = part;
    this.log = new RotatingLog(logPath);
  }

  get pid(): number | undefined {
    return this.#group?.isRunning === true ? this.#group.pid : undefined;
  }

  /** How the present process ended, once it does. */
  get ended(): Promise<string> {
    return this.#group?.ended ?? Promise.resolve('not started');
  }

  /** Starts the process and returns when it is ready, or serves where it is started again; when it does not become ready, nothing of it is left. */
  async start(cancelled?: AbortSignal, isAgain = false): Promise<void> {
    const command = await this.part.prepare();
    this.#group = await ChildProcessGroup.launch(command, this.log);
    try {
      await this.#waitUntilReady(this.#group, isAgain, cancelled);
      await this.part.afterReady?.();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#group?.kill(signal);
  }

  async stop(): Promise<void> {
    await this.#group?.stop(this.part.stopSignal, this.part.stopTimeoutMs);
    this.log.close();
  }

  async #waitUntilReady(group: ChildProcessGroup, isAgain: boolean, cancelled?: AbortSignal): Promise<void> {
    const { name, readyTimeoutMs, findReasonNotServing } = this.part;
    const deadline = Date.now() + readyTimeoutMs;
    let reason: string | undefined = 'it gave no answer';
    for (
      let pollMs = FIRST_POLL_MS;
      Date.now() < deadline;
      pollMs = Math.min(pollMs * 1.5, LONGEST_POLL_MS)
    ) {
      if (cancelled?.aborted === true) throw new StartupProblem(`Starting ${name} was called off.`);
      if (!group.isRunning) {
        throw new StartupProblem(describeFailure(name, `ended at once (${await group.ended})`, this.log));
      }
      reason =
        isAgain && findReasonNotServing ? await findReasonNotServing() : await this.part.findReasonNotReady();
      if (reason === undefined) return;
      await delay(pollMs);
    }
    throw new StartupProblem(
      describeFailure(name, `was not ready within ${readyTimeoutMs / 1000} s: ${reason}`, this.log),
    );
  }
}
