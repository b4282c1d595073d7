import { Controller } from '@nestjs/common';
import { ingest, type InputOf, type OutputOf } from '@hearth/contracts';
import { Handle, Input } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { playedAt } from './played-at.js';

/** Whole histories of other programs may be brought. */
const OLDEST_MS = 20 * 365 * 86_400_000;

/** Takes events in bulk from services that do not speak NATS. */
@Controller()
export class IngestController {
  constructor(private readonly database: DataSource) {}

  /** Answers how many were new: those that came before are taken as done. */
  @Handle(ingest)
  async ingest(@Input() { body }: InputOf<typeof ingest>): Promise<OutputOf<typeof ingest>> {
    const now = new Date().toISOString();
    const events = body.events.map(
      ({ id, fileId, userId, playbackId, sessionId, deviceId, segments, at }) => ({
        ...{
          id,
          file_id: fileId,
          viewer: userId,
          playback_id: playbackId,
          session_id: sessionId,
          device_id: deviceId,
        },
        ...{ segments: segments.flat(), at: new Date(playedAt(at, now, OLDEST_MS)).toISOString() },
      }),
    );
    const [{ accepted }] = (await this.database.query(
      `WITH told AS (
         SELECT DISTINCT ON (id) * FROM jsonb_to_recordset($1::jsonb) AS e (id uuid, file_id uuid, viewer uuid,
           playback_id uuid, session_id uuid, device_id uuid, segments float8[], at timestamptz) ORDER BY id
       ), first AS (
         INSERT INTO analytics.consumed_events (event_id) SELECT id FROM told ORDER BY id
         ON CONFLICT DO NOTHING RETURNING event_id
       ), queued AS (
         INSERT INTO analytics.reports (file_id, viewer, playback_id, session_id, device_id, segments, at)
         SELECT file_id, viewer, playback_id, session_id, device_id, segments, at FROM told JOIN first ON event_id = id
       )
       SELECT count(*)::int AS accepted FROM first`,
      [JSON.stringify(events)],
    )) as [{ accepted: number }];
    return { accepted };
  }
}
