import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { DiskLook } from '@hearth/catalog';
import type { Queue } from 'bullmq';
import { QUEUE_PREFIX } from '../flows/queue-options.js';
import { QueueConnection } from '../queue-connection.js';
import { batchesOf } from './batches.js';
import { JOB_OPTIONS, jobIdOf, LOOK, type IndexJob } from './index-job.js';

export interface FileToIndex extends DiskLook {
  readonly path: string;
}

/** So many files stand in Redis at once: enough to keep every worker busy between two looks. */
const FILES_AT_ONCE = 800;
/** More are not remembered; once these are done another full scan finds the rest. */
export const FILES_REMEMBERED = 200_000;
/** A file whose job ends without an outcome is given another one, but not for ever: the next full scan tries once more. */
const MAX_ROUNDS = 5;

/**
 * The files that are to be indexed, in the memory of the copy that scans. Redis only holds the next few of them; when it
 * is wiped they are given to it again.
 */
@Injectable()
export class IndexBacklog {
  private readonly logger = new Logger('IndexBacklog');
  private readonly waiting = new Map<string, FileToIndex>();
  private readonly running = new Map<string, FileToIndex>();
  /** The jobs that stand in Redis, with their files. */
  private readonly jobs = new Map<string, FileToIndex[]>();
  /** What ended at the last look, and how often it did so without an outcome. */
  private ended = new Set<string>();
  private readonly rounds = new Map<string, number>();
  private enqueued = 0;
  /** Files had to be forgotten. */
  isCutShort = false;

  constructor(
    @InjectQueue(LOOK) private readonly queue: Queue<IndexJob>,
    private readonly redis: QueueConnection,
  ) {}

  /** Waiting and done of the present burst of work. */
  get counts(): { waiting: number; done: number } {
    const waiting = this.waiting.size + this.running.size;
    return { waiting, done: this.enqueued - waiting };
  }

  clear(): void {
    this.waiting.clear();
    this.running.clear();
    this.jobs.clear();
    this.rounds.clear();
    this.ended.clear();
    this.enqueued = 0;
    this.isCutShort = false;
  }

  offer(files: Iterable<FileToIndex>): void {
    for (const file of files) {
      if (this.waiting.has(file.path) || this.running.has(file.path)) continue;
      if (this.waiting.size >= FILES_REMEMBERED) {
        this.isCutShort = true;
        return;
      }
      if (!this.ended.delete(file.path)) this.enqueued += 1;
      else if (!this.mayTryAgain(file.path)) continue;
      this.waiting.set(file.path, file);
    }
  }

  /** Hands over the next files. Returns the paths whose jobs have ended, for the scan to see what became of them. */
  async advance(): Promise<string[]> {
    for (const path of this.ended) this.rounds.delete(path);
    const gone = await this.findEnded();
    this.ended = new Set(gone);
    await this.topUp();
    if (this.counts.waiting === 0 && gone.length === 0) this.enqueued = 0;
    return gone;
  }

  /** Which files' jobs are no more in Redis: done, given up, or wiped. */
  private async findEnded(): Promise<string[]> {
    const gone = await this.notInRedis([...this.jobs.keys()]);
    const ended = gone.flatMap((id) => this.jobs.get(id) ?? []).map(({ path }) => path);
    for (const id of gone) this.jobs.delete(id);
    for (const path of ended) this.running.delete(path);
    return ended;
  }

  private mayTryAgain(path: string): boolean {
    const round = (this.rounds.get(path) ?? 0) + 1;
    this.rounds.set(path, round);
    if (round <= MAX_ROUNDS) return true;
    this.logger.warn(`gave up for now, after ${MAX_ROUNDS} attempts: ${path}`);
    return false;
  }

  private async topUp(): Promise<void> {
    const room = FILES_AT_ONCE - this.running.size;
    // Not for each batch that ends: a batch that is not full costs as much as one that is.
    if (room < FILES_AT_ONCE / 4 && this.running.size > 0) return;
    const next: FileToIndex[] = [];
    for (const file of this.waiting.values()) {
      if (next.length >= room) break;
      next.push(file);
    }
    if (next.length === 0) return;
    const batches = [...batchesOf(next, ({ path }) => this.rounds.has(path))];
    await this.queue.addBulk(
      batches.map((files) => {
        const paths = files.map(({ path }) => path);
        return { name: LOOK, data: { paths }, opts: { ...JOB_OPTIONS, jobId: jobIdOf(paths) } };
      }),
    );
    for (const files of batches) {
      this.jobs.set(jobIdOf(files.map(({ path }) => path)), files);
      for (const file of files) {
        this.waiting.delete(file.path);
        this.running.set(file.path, file);
      }
    }
  }

  private async notInRedis(jobIds: readonly string[]): Promise<string[]> {
    if (jobIds.length === 0) return [];
    const asked = this.redis.client.pipeline();
    for (const id of jobIds) asked.exists(`${QUEUE_PREFIX}:${LOOK}:${id}`);
    const answers = (await asked.exec()) ?? [];
    return jobIds.filter((_, at) => answers[at]?.[1] === 0);
  }
}
