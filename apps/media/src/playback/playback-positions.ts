import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import type { FileId, PlayedEvent, UserId } from '@hearth/contracts';
import { deleteInBatches } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { latestPositions } from './latest-positions.js';

/** Nobody goes on with a film after a year. */
const KEPT_DAYS = 365;

/** Where each person left each film and song. */
@Injectable()
export class PlaybackPositions {
  private readonly logger = new Logger('PlaybackPositions');

  constructor(private readonly database: DataSource) {}

  /** In seconds; undefined where it was never played. */
  async find(userId: UserId, fileId: FileId): Promise<number | undefined> {
    const [row] = await this.database.query<{ position_sec: number }[]>(
      'SELECT position_sec FROM identity.playback_positions WHERE user_id = $1 AND file_id = $2',
      [userId, fileId],
    );
    return row?.position_sec;
  }

  /** A report that comes late, after one of a later time, changes nothing. */
  async record(manager: EntityManager, userId: UserId, events: readonly PlayedEvent[]): Promise<void> {
    const latest = latestPositions(events, new Date());
    await manager.query(
      `INSERT INTO identity.playback_positions AS known (user_id, file_id, position_sec, played_at)
       SELECT $1, told.file_id, told.position_sec, told.played_at
       FROM unnest($2::uuid[], $3::float8[], $4::timestamptz[]) AS told (file_id, position_sec, played_at)
       ORDER BY told.file_id
       ON CONFLICT (user_id, file_id) DO UPDATE
         SET position_sec = excluded.position_sec, played_at = excluded.played_at
         WHERE known.played_at <= excluded.played_at`,
      [
        userId,
        latest.map(({ fileId }) => fileId),
        latest.map(({ positionSec }) => positionSec),
        latest.map(({ playedAt }) => playedAt),
      ],
    );
  }

  /** All of one person. */
  async forget(userId: UserId): Promise<void> {
    await this.database.query('DELETE FROM identity.playback_positions WHERE user_id = $1', [userId]);
  }

  /** Every copy may do it: what the first has taken, the next does not find. */
  @Cron('0 41 4 * * *')
  async forgetOld(): Promise<void> {
    try {
      await deleteInBatches(
        this.database,
        'identity.playback_positions',
        `played_at < now() - $1 * interval '1 day'`,
        [KEPT_DAYS],
      );
    } catch (error) {
      this.logger.warn(`will try again tomorrow: ${String(error)}`);
    }
  }
}
