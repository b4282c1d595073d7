import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { childEnvironment, withInheritedFolder, wrapForAccount, type ProcessCommand } from './account.ts';
import { releaseGroup, watchGroup } from './guardian.ts';
import { isGroupAlive, killGroup } from './process-identity.ts';
import type { RotatingLog } from './rotating-log.ts';

const GROUP_DEATH_TIMEOUT_MS = 3_000;

/**
 * A child and all its descendants, in a session and process group of their own: Ctrl-C in the terminal reaches only
 * us, and nothing of the group outlives its leader.
 */
export class ChildProcessGroup {
  readonly pid: number;
  /** Resolves once the leader has exited and the rest of its group is gone; says how, such as "exit 1" or "SIGKILL". */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child;
    this.pid = pid;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        void this.#clearGroup().then(() => resolve(signal ?? `exit ${code}`));
      });
    });
  }

  static launch(command: ProcessCommand, log: RotatingLog): Promise<ChildProcessGroup> {
    const [file, ...args] = wrapForAccount(command, { dieWithParent: true });
    const child = withInheritedFolder(command, (handles) =>
      spawn(file, args, {
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', ...handles],
        env: childEnvironment(command.env),
        cwd: command.cwd,
      }),
    );
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => {
        const pid = child.pid as number;
        watchGroup(pid);
        child.stdout?.on('data', (chunk: Buffer) => log.write(chunk));
        child.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
        resolve(new ChildProcessGroup(child, pid));
      });
    });
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.isRunning) this.#child.kill(signal);
  }

  /** Asks the leader to end, and after `timeoutMs` ends the whole group. */
  async stop(signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
    this.kill(signal);
    const timer = new AbortController();
    await Promise.race([
      this.ended,
      delay(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    timer.abort();
    if (this.isRunning) killGroup(this.pid, 'SIGKILL');
    await this.ended;
  }

  async #clearGroup(): Promise<void> {
    const deadline = Date.now() + GROUP_DEATH_TIMEOUT_MS;
    while (isGroupAlive(this.pid) && Date.now() < deadline) {
      killGroup(this.pid, 'SIGKILL');
      await delay(10);
    }
    releaseGroup(this.pid);
  }
}
