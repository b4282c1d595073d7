import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { accessCounted } from '@hearth/contracts';
import { BackgroundLoop, findLease, HealthChecks, LivePublisher, Metrics } from '@hearth/platform';
import type { Client } from 'pg';
import { Counter } from 'prom-client';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import { Rollups } from '../rollups/rollups.js';
import { parseAccessLogLine, type ParsedLine } from './access-log-line.js';
import { forgetPositions, readPositions, writeAccesses } from './access-writer.js';
import { withFileIds } from './files-by-path.js';
import { withoutName } from './without-name.js';
import {
  findFirstLineSha256,
  listGrowing,
  listLogFiles,
  listOutlived,
  readLogChunk,
  sizeOf,
  type LogPosition,
} from './log-files.js';

const POLL_MS = 250;
/** While lines come all the time: each commit has its price, however few rows it holds. */
const BUSY_POLL_MS = 1_000;
const RETRY_MS = 1_000;
/** What is under way is one write to the database, which is made again where it is cut off, or the search for one that is gone, too. */
const STOP_TIMEOUT_MS = 5_000;
const LOOK_AT_ALL_EVERY_MS = 10_000;
/** Who shows figures asks for them again each time it is told. */
const TELL_EVERY_MS = 1_000;

/** A log file that is being followed, by name. */
type Followed = LogPosition & { readonly inode: number };

/**
 * Brings nginx's access log into the database, each line once, whatever dies in between. Of several copies one works:
 * the one whose connection holds the lock. It writes on that same connection, so whoever loses it can write no more.
 */
@Injectable()
export class LogCollector implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Collector');
  private readonly lines: Counter<'outcome'>;
  private readonly bytesSent: Counter<'access'>;
  private readonly stop = new AbortController();
  private readonly loop = new BackgroundLoop({
    turn: async () => {
      await this.collectAsLeader();
      return RETRY_MS;
    },
    retryMs: RETRY_MS,
    onFailure: (error) => {
      this.trouble = 'the access log is not being collected';
      this.logger.warn(`will try again: ${error instanceof Error ? error.message : String(error)}`);
    },
  });
  private trouble: string | undefined;
  private untold = 0;
  private hasNewFigures = false;
  private toldAt = -Infinity;

  constructor(
    @Inject(ANALYTICS_CONFIG) private readonly config: AnalyticsConfig,
    private readonly live: LivePublisher,
    private readonly rollups: Rollups,
    metrics: Metrics,
    health: HealthChecks,
  ) {
    this.lines = new Counter({
      name: 'hearth_access_log_lines_total',
      help: "Lines of the edge's access log, by what became of them.",
      labelNames: ['outcome'],
      registers: [metrics.registry],
    });
    this.bytesSent = new Counter({
      name: 'hearth_bytes_sent_total',
      help: 'Bytes of streams and downloads that the edge sent.',
      labelNames: ['access'],
      registers: [metrics.registry],
    });
    health.add('access-log', () => {
      if (this.trouble !== undefined) throw new Error(this.trouble);
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.loop.stop(STOP_TIMEOUT_MS);
  }

  private async collectAsLeader(): Promise<void> {
    const lease = await findLease(
      { scope: 'hearth.analytics.collector' },
      {
        url: this.config.HEARTH_POSTGRES_URL,
        applicationName: 'analytics collector',
        queryTimeoutMs: 60_000,
      },
    );
    if (lease === undefined) {
      this.trouble = undefined;
      return;
    }
    try {
      await this.followLogs(lease.connection, () => lease.isLost);
    } finally {
      await lease.release();
    }
  }

  private async followLogs(client: Client, isLost: () => boolean): Promise<void> {
    const positions = await readPositions(client);
    const followed = new Map<string, Followed>();
    let lookedAtAllAt = -Infinity;
    while (!this.stop.signal.aborted) {
      if (isLost()) throw new Error('the connection to the database was lost');
      const files = await listLogFiles(this.config.HEARTH_ACCESS_LOGS);
      const lookAtAll = performance.now() - lookedAtAllAt > LOOK_AT_ALL_EVERY_MS;
      if (lookAtAll) lookedAtAllAt = performance.now();
      for (const fileName of lookAtAll ? files : listGrowing(files)) {
        await this.followFile(client, fileName, positions, followed);
      }
      if (lookAtAll) await this.removeCollected(client, files, followed);
      await this.rollups.run(client, () => (this.hasNewFigures = true));
      this.trouble = undefined;
      const isBusy = this.untold > 0;
      this.tellOfNewRows();
      await this.pause(isBusy ? BUSY_POLL_MS : POLL_MS);
    }
  }

  private async followFile(
    client: Client,
    fileName: string,
    stored: readonly LogPosition[],
    followed: Map<string, Followed>,
  ): Promise<void> {
    const folder = this.config.HEARTH_ACCESS_LOGS;
    const found = await sizeOf(folder, fileName);
    if (found === undefined) return;
    const { sizeBytes, inode } = found;
    let position = followed.get(fileName);
    if (!position || position.inode !== inode || sizeBytes < position.byteOffset) {
      const firstLineSha256 = await findFirstLineSha256(folder, fileName);
      if (firstLineSha256 === undefined) return;
      const known = [position, ...stored].find(
        (candidate) => candidate?.fileName === fileName && candidate.firstLineSha256 === firstLineSha256,
      );
      // A power cut may take the end of a file that was counted already: what comes from now on is new.
      position = {
        fileName,
        firstLineSha256,
        inode,
        byteOffset: Math.min(known?.byteOffset ?? 0, sizeBytes),
      };
      followed.set(fileName, position);
    }
    let ahead = position.byteOffset < sizeBytes ? this.read(fileName, position.byteOffset) : undefined;
    while (ahead && !this.stop.signal.aborted) {
      const { parsed, nextOffset } = await ahead;
      if (nextOffset === position.byteOffset) return;
      // While the database works on these lines, the next ones are read.
      ahead = nextOffset < sizeBytes ? this.read(fileName, nextOffset) : undefined;
      position = { ...position, byteOffset: nextOffset };
      const [stored] = await Promise.allSettled([this.store(client, parsed, position), ahead]);
      if (stored.status === 'rejected') throw stored.reason;
      followed.set(fileName, position);
    }
  }

  private async read(
    fileName: string,
    offset: number,
  ): Promise<{ readonly parsed: readonly ParsedLine[]; readonly nextOffset: number }> {
    const { lines, nextOffset } = await readLogChunk(this.config.HEARTH_ACCESS_LOGS, fileName, offset);
    return { parsed: lines.map(parseAccessLogLine), nextOffset };
  }

  private async store(client: Client, parsed: readonly ParsedLine[], position: LogPosition): Promise<void> {
    const unnamed = await this.rollups.readUnnamed(client);
    const found = await withFileIds(
      client,
      parsed.filter((line) => typeof line === 'object'),
    );
    const accesses = found.map((access) => withoutName(access, unnamed));
    await writeAccesses(client, this.rollups.clock, accesses, position);
    this.lines.inc({ outcome: 'stored' }, accesses.length);
    for (const { access, bytesSent } of accesses) this.bytesSent.inc({ access }, bytesSent);
    const refused = parsed.filter((line) => line === 'refused').length;
    this.lines.inc({ outcome: 'skipped' }, parsed.length - refused - accesses.length);
    this.lines.inc({ outcome: 'refused' }, refused);
    if (refused > 0)
      this.logger.warn(`${refused} lines of ${position.fileName} are not as nginx writes them`);
    this.untold += accesses.length;
  }

  private tellOfNewRows(): void {
    if ((this.untold === 0 && !this.hasNewFigures) || performance.now() - this.toldAt < TELL_EVERY_MS) return;
    // While nobody can be told, it stays untold.
    if (!this.live.publish(accessCounted, { rows: this.untold })) return;
    this.untold = 0;
    this.hasNewFigures = false;
    this.toldAt = performance.now();
  }

  private async removeCollected(
    client: Client,
    files: readonly string[],
    followed: Map<string, Followed>,
  ): Promise<void> {
    const folder = this.config.HEARTH_ACCESS_LOGS;
    const logs: { fileName: string; sizeBytes: number }[] = [];
    for (const fileName of files) {
      const found = await sizeOf(folder, fileName);
      if (found !== undefined) logs.push({ fileName, sizeBytes: found.sizeBytes });
    }
    const collected = ({ fileName, sizeBytes }: (typeof logs)[0]) =>
      followed.get(fileName)?.byteOffset === sizeBytes;
    const outlived = new Set(listOutlived(logs, Date.now()));
    const removed: string[] = [];
    for (const { fileName } of logs.filter((log) => outlived.has(log.fileName) && collected(log))) {
      try {
        await rm(join(folder, fileName), { force: true });
      } catch (error) {
        this.logger.warn(`${fileName} cannot be removed: ${(error as NodeJS.ErrnoException).code}`);
        continue;
      }
      followed.delete(fileName);
      removed.push(fileName);
    }
    if (removed.length > 0) await forgetPositions(client, removed);
  }

  private pause(ms: number): Promise<void> {
    const { signal } = this.stop;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    });
  }
}
