import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundLoop } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { LiveSessions } from '../streams/live-sessions.js';
import { CaptureFolder } from './capture-folder.js';
import type { TakeRecord } from './take-record.js';
import { TakeRemoval } from './take-removal.js';

const SWEEP_EVERY_MS = 5_000;
/** A code that expired may still be in somebody's hands. */
const GRACE_SEC = 60;
const IDLE_HOURS = 24;
const AT_ONCE = 20;

/** Looks after what is due: takes that are not kept, codes that expired, sessions that were left, takes whose gateway died. */
@Injectable()
export class CaptureKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Capture');
  private readonly loop = new BackgroundLoop({
    turn: async () => {
      await this.sweep();
      return SWEEP_EVERY_MS;
    },
    // Phones of a gateway that started again have time to come back.
    firstAfterMs: SWEEP_EVERY_MS,
    retryMs: SWEEP_EVERY_MS,
    onFailure: (error) => this.logger.warn(`could not sweep: ${String(error)}`),
  });

  constructor(
    private readonly database: DataSource,
    private readonly sessions: LiveSessions,
    private readonly folder: CaptureFolder,
    private readonly removal: TakeRemoval,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  async sweep(): Promise<void> {
    await this.alone('could not look for takes that are due', () => this.removeDueTakes());
    await this.alone('could not sweep sessions', () => this.sweepSessions());
    await this.alone('could not take over', () => this.takeOverOrphans());
  }

  /** What fails does not keep the rest waiting. */
  private async alone(failure: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`${failure}: ${error instanceof Error ? error.message : error}`);
    }
  }

  private async removeDueTakes(): Promise<void> {
    const due = await this.database.query<Pick<TakeRecord, 'id' | 'devices' | 'isCalibrated'>[]>(
      `SELECT id, devices, cameras IS NOT NULL AS "isCalibrated" FROM realtime.capture_takes
       WHERE keep_until < now() AND state IN ('ready', 'failed') ORDER BY keep_until LIMIT ${AT_ONCE}`,
    );
    // Said once, and not of every take.
    if (due.length > 0) await this.folder.ensureThere();
    for (const take of due)
      await this.alone(`take ${take.id} stays`, async () => {
        const { files } = await this.removal.remove(take);
        this.logger.log(`take ${take.id} was kept for its time; removed with ${files} files`);
      });
  }

  private async sweepSessions(): Promise<void> {
    await this.database.query(
      `DELETE FROM realtime.capture_sessions WHERE id IN (
         SELECT id FROM realtime.capture_sessions
         WHERE (registered = 0 AND expires_at < now() - make_interval(secs => ${GRACE_SEC}))
           OR ended_at < now() - interval '1 hour'
         LIMIT 500)`,
    );
    await this.database.query(
      `UPDATE realtime.capture_sessions SET ended_at = now()
       WHERE ended_at IS NULL AND seen_at < now() - make_interval(hours => ${IDLE_HOURS})`,
    );
  }

  private async takeOverOrphans(): Promise<void> {
    const open = await this.database.query<{ session_id: string }[]>(
      `SELECT DISTINCT session_id FROM realtime.capture_takes
       WHERE state IN ('recording', 'finishing') LIMIT 100`,
    );
    for (const { session_id: id } of open) {
      // One that ended while its gateway died has a take to finish first.
      await this.database.query(
        `UPDATE realtime.capture_sessions SET ended_at = NULL
         WHERE id = $1 AND ended_at IS NOT NULL AND gateway_seen_at < now() - interval '10 seconds'`,
        [id],
      );
      await this.sessions.find(id);
      await this.sessions.stopIfForgotten(id);
    }
  }
}
