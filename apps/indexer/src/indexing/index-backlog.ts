import { InjectFlowProducer, InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { DiskLook } from '@hearth/catalog';
import { FlowProducer, Queue } from 'bullmq';
import { RedisConnection } from '../redis-connection.js';
import { QUEUE_PREFIX } from '../flows/queue-options.js';
import { flowId, FLOWS, indexFlow, THUMBNAIL } from './index-flow.js';

export interface FileToIndex extends DiskLook {
  readonly path: string;
}

/** So many flows stand in Redis at once: enough to keep every worker busy between two looks, and a few MB. */
const FLOWS_AT_ONCE = 400;
const FLOWS_ASKED_AT_ONCE = 50;
/** More are not remembered; once these are done another full scan finds the rest. */
const FILES_REMEMBERED = 200_000;
/** A flow that ends without an outcome is begun again, but not for ever: the next full scan tries once more. */
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
  /** What ended at the last look, and how often it did so without an outcome. */
  private ended = new Set<string>();
  private readonly rounds = new Map<string, number>();
  private enqueued = 0;
  /** Files had to be forgotten. */
  isCutShort = false;

  constructor(
    @InjectFlowProducer(FLOWS) private readonly flows: FlowProducer,
    @InjectQueue(THUMBNAIL) private readonly lastStep: Queue,
    private readonly redis: RedisConnection,
  ) {}

  /** Waiting and done of the present burst of work. */
  get counts(): { waiting: number; done: number } {
    const waiting = this.waiting.size + this.running.size;
    return { waiting, done: this.enqueued - waiting };
  }

  clear(): void {
    this.waiting.clear();
    this.running.clear();
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

  /** Hands over the next files. Returns the paths whose flows have ended, for the scan to see what became of them. */
  async advance(): Promise<string[]> {
    for (const path of this.ended) this.rounds.delete(path);
    const gone = await this.findEnded();
    this.ended = new Set(gone);
    await this.topUp();
    if (this.counts.waiting === 0 && gone.length === 0) this.enqueued = 0;
    return gone;
  }

  /** Asks after those that were not asked after for the longest time, and goes on as long as some of them have ended. */
  private async findEnded(): Promise<string[]> {
    const ended: string[] = [];
    for (let asked = 0; asked < this.running.size; asked += FLOWS_ASKED_AT_ONCE) {
      const some = [...this.running.values()].slice(0, FLOWS_ASKED_AT_ONCE);
      const gone = await this.withoutFlow(some.map(({ path }) => path));
      for (const file of some) {
        this.running.delete(file.path);
        this.running.set(file.path, file);
      }
      for (const path of gone) this.running.delete(path);
      ended.push(...gone);
      if (gone.length === 0) break;
    }
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
    const next: FileToIndex[] = [];
    for (const file of this.waiting.values()) {
      if (this.running.size + next.length >= FLOWS_AT_ONCE) break;
      next.push(file);
    }
    if (next.length === 0) return;
    // Adding a flow once more would give its jobs children they have had already.
    const without = new Set(await this.withoutFlow(next.map(({ path }) => path)));
    const atMs = Date.now();
    await this.flows.addBulk(
      next
        .filter(({ path }) => without.has(path))
        .map(({ path, sizeBytes, mtimeMs, inode, ctimeMs }) =>
          indexFlow({ path, before: { sizeBytes, mtimeMs, inode, ctimeMs, atMs } }),
        ),
    );
    for (const file of next) {
      this.waiting.delete(file.path);
      this.running.set(file.path, file);
    }
  }

  /** Which of these have no flow in Redis. */
  private async withoutFlow(paths: readonly string[]): Promise<string[]> {
    if (paths.length === 0) return [];
    const asked = this.redis.client.pipeline();
    for (const path of paths) asked.exists(`${QUEUE_PREFIX}:${this.lastStep.name}:${flowId(path)}`);
    const answers = (await asked.exec()) ?? [];
    return paths.filter((_, at) => answers[at]?.[1] === 0);
  }
}
