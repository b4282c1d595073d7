import type {
  Envelope,
  FileFacts,
  PayloadOf,
  fileRemoved,
  searchMade,
  segmentsPlayed,
  userChanged,
} from '@hearth/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { playedAt } from './played-at.js';

/** Events come at least once and, after a failure, in any order: the highest revision counts, and a removal is kept. */
export async function rememberFile(database: DataSource | EntityManager, file: FileFacts): Promise<void> {
  await database.query(
    `WITH before AS (
       SELECT kind, uploaded_by, duration_sec FROM analytics.files WHERE file_id = $1
     ), stored AS (
     INSERT INTO analytics.files AS known (file_id, name, folder, kind, mime_type, size_bytes, duration_sec, uploaded_by,
       device_id, created_at, revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (file_id) DO UPDATE SET
       name = EXCLUDED.name, folder = EXCLUDED.folder, kind = EXCLUDED.kind, mime_type = EXCLUDED.mime_type,
       size_bytes = EXCLUDED.size_bytes, duration_sec = EXCLUDED.duration_sec, uploaded_by = EXCLUDED.uploaded_by,
       device_id = EXCLUDED.device_id, created_at = EXCLUDED.created_at,
       removed_at = CASE WHEN known.revision < EXCLUDED.revision THEN NULL ELSE known.removed_at END,
       revision = GREATEST(known.revision, EXCLUDED.revision)
     -- A file that is only known to be gone still lacks its name.
     WHERE known.revision < EXCLUDED.revision OR known.name IS NULL
     RETURNING file_id, kind, uploaded_by, duration_sec
     ), rebuilt AS (
       INSERT INTO analytics.heat_rebuilds (file_id)
       SELECT file_id FROM stored, before
       WHERE stored.duration_sec > 0 AND before.duration_sec IS DISTINCT FROM stored.duration_sec
       ON CONFLICT DO NOTHING
     )
     UPDATE analytics.file_scores s SET kind = stored.kind, uploaded_by = stored.uploaded_by,
       completions = COALESCE(s.watch_sec / NULLIF(stored.duration_sec, 0), 0)
     FROM stored, before
     WHERE s.file_id = stored.file_id AND (before.kind, before.uploaded_by, before.duration_sec)
       IS DISTINCT FROM (stored.kind, stored.uploaded_by, stored.duration_sec)`,
    [
      ...[file.fileId, file.name, file.folder, file.kind, file.mimeType, file.sizeBytes, file.durationSec],
      ...[file.uploadedBy, file.deviceId, file.createdAt, file.revision],
    ],
  );
}

/**
 * A page of all files there are, in the order of ids: what lies between two pages' ends and is not in it has left the index.
 * Files that came while the page was on its way are told of by events.
 */
export async function rememberPage(
  database: DataSource,
  page: readonly FileFacts[],
  { after, isLast, askedAt }: { after: string | undefined; isLast: boolean; askedAt: Date },
): Promise<void> {
  await database.transaction(async (manager) => {
    for (const file of page) await rememberFile(manager, file);
    await manager.query(
      `UPDATE analytics.files SET removed_at = $1
       WHERE removed_at IS NULL AND ($2::uuid IS NULL OR file_id > $2) AND ($3::uuid IS NULL OR file_id <= $3)
         AND file_id <> ALL($4::uuid[]) AND created_at < $1::timestamptz - interval '5 minutes'`,
      [askedAt, after ?? null, isLast ? null : page.at(-1)?.fileId, page.map(({ fileId }) => fileId)],
    );
  });
}

export async function rememberRemoval(
  database: DataSource,
  { payload, occurredAt }: Envelope<PayloadOf<typeof fileRemoved>>,
): Promise<void> {
  await database.query(
    `INSERT INTO analytics.files AS known (file_id, revision, removed_at) VALUES ($1, $2, $3)
     ON CONFLICT (file_id) DO UPDATE SET revision = EXCLUDED.revision, removed_at = EXCLUDED.removed_at
     WHERE known.revision <= EXCLUDED.revision`,
    [payload.fileId, payload.revision, occurredAt],
  );
}

export async function rememberUser(database: DataSource, user: PayloadOf<typeof userChanged>): Promise<void> {
  await database.query(
    `INSERT INTO analytics.users AS known (user_id, username, role, revision) VALUES ($1, $2, $3, $4)
     ON CONFLICT (user_id) DO UPDATE SET
       username = EXCLUDED.username, role = EXCLUDED.role, revision = EXCLUDED.revision
     WHERE known.revision < EXCLUDED.revision`,
    [user.userId, user.username, user.role, user.revision],
  );
}

/** An event that came before changes nothing; what it tells waits until the collector counts it. */
export async function queueReport(
  database: DataSource,
  { id, payload, occurredAt }: Envelope<PayloadOf<typeof segmentsPlayed>>,
): Promise<void> {
  const { fileId, userId, playbackId, sessionId, deviceId, segments, ip, userAgent } = payload;
  await database.query(
    `WITH first AS (
       INSERT INTO analytics.consumed_events (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING event_id
     )
     INSERT INTO analytics.reports (file_id, viewer, playback_id, session_id, device_id, segments, at, ip, user_agent)
     SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM first`,
    [
      ...[id, fileId, userId, playbackId, sessionId, deviceId ?? null, segments.flat()],
      ...[new Date(playedAt(payload.at, occurredAt)), ip ?? null, userAgent ?? null],
    ],
  );
}

/** What a person typed last; it is counted once they pause. An event that comes again tells nothing new. */
export async function noteSearch(
  database: DataSource,
  { id, payload }: Envelope<PayloadOf<typeof searchMade>>,
): Promise<void> {
  await database.query(
    `WITH first AS (
       INSERT INTO analytics.consumed_events (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING event_id
     )
     INSERT INTO analytics.open_searches AS known (session_id, words, results, at)
     SELECT $2, $3, $4, now() FROM first
     ON CONFLICT (session_id) DO UPDATE SET words = EXCLUDED.words, results = EXCLUDED.results, at = EXCLUDED.at`,
    [id, payload.sessionId, payload.query.normalize('NFKC').toLowerCase().trim(), payload.results],
  );
}
