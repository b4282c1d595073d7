import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { isNoSpace } from './no-space.js';
import type { InputOfJob, JobAnswer, JobName, JobRequest, OutputOfJob } from './staging-jobs.js';

/**
 * `sync-failed`: the disk did not take what was written, and what is there now cannot be known: the kernel forgets it, and
 * the next sync would succeed. So there is no next one.
 */
type FailureKind = 'no-space' | 'sync-failed' | 'gone' | 'other';

export class StagingFailed extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
    this.name = 'StagingFailed';
  }
}

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** One hashes while the other waits for the disk. */
const THREADS = 2;

/** Writes, syncs and hashes away from the thread that answers. All jobs of one upload are done by one thread, in turn. */
@Injectable()
export class StagingThreads implements OnApplicationShutdown {
  private readonly threads: (Thread | undefined)[] = Array.from({ length: THREADS });

  run<N extends JobName>(job: N, key: string, input: InputOfJob<N>): Promise<OutputOfJob<N>> {
    const place = Number.parseInt(key.slice(-4), 16) % THREADS || 0;
    const thread = (this.threads[place] ??= new Thread(() => {
      this.threads[place] = undefined;
    }));
    return thread.run(job, input) as Promise<OutputOfJob<N>>;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread?.end()));
  }
}

class Thread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  constructor(onEnd: () => void) {
    const fromSource = import.meta.url.endsWith('.ts');
    this.worker = new Worker(new URL(`./staging-thread.${fromSource ? 'ts' : 'js'}`, import.meta.url), {
      execArgv: fromSource ? ['--no-warnings'] : [],
    });
    this.worker.unref();
    this.worker.on('message', (answer: JobAnswer) => this.settle(answer));
    this.worker.on('error', () => undefined);
    this.worker.once('exit', () => {
      onEnd();
      for (const { reject } of this.waiting.values()) reject(new StagingFailed('other', 'the thread ended'));
      this.waiting.clear();
    });
  }

  run<N extends JobName>(job: N, input: InputOfJob<N>): Promise<unknown> {
    const number = (this.last += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.worker.postMessage({ number, job, input } satisfies JobRequest<N>);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(answer: JobAnswer): void {
    const waiting = this.waiting.get(answer.number);
    this.waiting.delete(answer.number);
    if (answer.ok) waiting?.resolve(answer.output);
    else waiting?.reject(new StagingFailed(kindOf(answer.error), answer.error.message));
  }
}

function kindOf(error: Pick<NodeJS.ErrnoException, 'code' | 'syscall'>): FailureKind {
  if (isNoSpace(error)) return 'no-space';
  if (error.syscall?.endsWith('sync')) return 'sync-failed';
  return error.code === 'ENOENT' ? 'gone' : 'other';
}
