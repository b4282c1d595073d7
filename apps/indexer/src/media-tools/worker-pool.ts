import { availableParallelism } from 'node:os';
import { Worker, type ResourceLimits } from 'node:worker_threads';

export type WorkerFailure = 'threw' | 'timed-out' | 'out-of-memory' | 'crashed';

/** A job left undone: the worker's own words, or why the pool gave it up. */
export class WorkerJobFailed extends Error {
  readonly why: WorkerFailure;
  /** The class of what the worker threw, e.g. `RangeError`. */
  readonly thrown: string | undefined;

  constructor(why: WorkerFailure, message: string, thrown?: string) {
    super(message);
    this.name = 'WorkerJobFailed';
    this.why = why;
    this.thrown = thrown;
  }
}

export interface WorkerPoolOptions {
  /** Path of the worker's module without its extension, e.g. `new URL('./hash-worker', import.meta.url)`. */
  entry: URL;
  size?: number;
  /** A worker that is silent for longer is ended: hostile input may hold a parser in a loop that never yields. */
  jobTimeoutMs: number;
  resourceLimits?: ResourceLimits;
}

/** What a worker module answers with; see `serveJobs`. */
export type JobReply = { ok: true; value: unknown } | { ok: false; message: string; thrown: string };

interface Job {
  input: unknown;
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

/** Idle workers hold memory that the rest of the house could use. */
const IDLE_MS = 60_000;

/** Sources are TypeScript with `.js` in their imports; a worker started from them needs to be told where to look. */
const SOURCE_LOADER = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (specifier, context, next) =>
    next(specifier.startsWith('.') && context.parentURL?.endsWith('.ts') ? specifier.replace(/\\.js$/, '.ts') : specifier, context) });
`)}`;

/**
 * A few worker threads that each do one job at a time. They start when needed, end when idle, and never keep the
 * process alive by themselves.
 */
export class WorkerPool<Input, Output> {
  private readonly waiting: Job[] = [];
  private readonly idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
  private readonly options: WorkerPoolOptions;
  private running = 0;

  constructor(options: WorkerPoolOptions) {
    this.options = options;
  }

  /** @throws WorkerJobFailed */
  run(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve: (value) => resolve(value as Output), reject });
      this.startNext();
    });
  }

  private startNext(): void {
    const size = this.options.size ?? availableParallelism();
    if (this.waiting.length === 0 || this.running >= size) return;
    const job = this.waiting.shift() as Job;
    this.running += 1;
    this.perform(this.takeIdle() ?? this.startWorker(), job);
  }

  private startWorker(): Worker {
    const fromSource = import.meta.url.endsWith('.ts');
    const entry = new URL(`${this.options.entry.href}${fromSource ? '.ts' : '.js'}`);
    const execArgv = fromSource ? ['--no-warnings', '--import', SOURCE_LOADER] : [];
    const worker = new Worker(entry, { execArgv, resourceLimits: this.options.resourceLimits });
    worker.on('exit', () => this.forget(worker));
    // Also between two jobs: what a parser left running may throw, and without a listener that would end the process.
    worker.on('error', () => undefined);
    return worker;
  }

  private perform(worker: Worker, job: Job): void {
    const { jobTimeoutMs } = this.options;
    const finish = (reusable: boolean, settle: () => void): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      this.running -= 1;
      if (reusable) this.rest(worker);
      else void worker.terminate();
      settle();
      this.startNext();
    };
    const fail = (why: WorkerFailure, message: string): void =>
      finish(false, () => job.reject(new WorkerJobFailed(why, message)));
    const onMessage = (reply: JobReply): void => {
      if (reply.ok) finish(true, () => job.resolve(reply.value));
      else finish(true, () => job.reject(new WorkerJobFailed('threw', reply.message, reply.thrown)));
    };
    const onError = (error: NodeJS.ErrnoException): void =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'crashed', error.message);
    const onExit = (): void => fail('crashed', 'the worker ended');
    const timer = setTimeout(() => fail('timed-out', `no answer in ${jobTimeoutMs / 1000} s`), jobTimeoutMs);

    worker.ref();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job.input);
  }

  private rest(worker: Worker): void {
    worker.unref();
    const timer = setTimeout(() => {
      this.forget(worker);
      void worker.terminate();
    }, IDLE_MS).unref();
    this.idle.push({ worker, timer });
  }

  private takeIdle(): Worker | undefined {
    const rested = this.idle.pop();
    if (rested) clearTimeout(rested.timer);
    return rested?.worker;
  }

  private forget(worker: Worker): void {
    const place = this.idle.findIndex((rested) => rested.worker === worker);
    if (place >= 0) this.idle.splice(place, 1);
  }
}
