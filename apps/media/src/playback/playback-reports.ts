import { Injectable } from '@nestjs/common';
import { findServedIds } from '@hearth/catalog';
import { segmentsPlayed, type PlayedEvent } from '@hearth/contracts';
import { HearthError, writeToOutbox, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { PlaybackPositions } from './playback-positions.js';
import type { Client } from '../sign-in/client.js';
import { MEDIA_OUTBOX } from '../identity/identity.schema.js';

/** Passes on what players report, under the name of who is signed in, and keeps where they stand. */
@Injectable()
export class PlaybackReports {
  constructor(
    private readonly database: DataSource,
    private readonly positions: PlaybackPositions,
  ) {}

  /**
   * Returns how many were accepted: those of files that have left the library are dropped. Throws `file.not-found` when
   * none is left.
   */
  async accept(
    events: readonly PlayedEvent[],
    { userId, sessionId, deviceId }: Caller,
    { ip, userAgent }: Client,
  ): Promise<number> {
    return this.database.transaction(async (manager) => {
      const inLibrary = await findServedIds(manager, [...new Set(events.map(({ fileId }) => fileId))]);
      const accepted = events.filter(({ fileId }) => inLibrary.has(fileId));
      if (accepted.length === 0) throw new HearthError('file.not-found');
      await writeToOutbox(
        manager,
        MEDIA_OUTBOX,
        segmentsPlayed,
        accepted.map(({ playbackId, fileId, segments, at }) => ({
          playbackId,
          fileId,
          userId,
          sessionId,
          ...(deviceId && { deviceId }),
          ...{ ip, ...(userAgent !== undefined && { userAgent: userAgent.toWellFormed() }) },
          segments,
          at,
        })),
      );
      await this.positions.record(manager, userId, accepted);
      return accepted.length;
    });
  }
}
