import type {
  Envelope,
  FileFacts,
  PayloadOf,
  fileRemoved,
  segmentsPlayed,
  userChanged,
} from '@hearth/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { hourOf } from '../collecting/access-sessions.js';
import { playedAt, watchedSec } from './watch-time.js';

/** Events come at least once and, after a failure, in any order: the highest revision counts, and a removal is kept. */
export async function rememberFile(database: DataSource | EntityManager, file: FileFacts): Promise<void> {
  await database.query(
    `INSERT INTO analytics.files AS known (file_id, name, folder, kind, mime_type, size_bytes, duration_sec, uploaded_by,
       device_id, created_at, revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (file_id) DO UPDATE SET
       name = EXCLUDED.name, folder = EXCLUDED.folder, kind = EXCLUDED.kind, mime_type = EXCLUDED.mime_type,
       size_bytes = EXCLUDED.size_bytes, duration_sec = EXCLUDED.duration_sec, uploaded_by = EXCLUDED.uploaded_by,
       device_id = EXCLUDED.device_id, created_at = EXCLUDED.created_at,
       removed_at = CASE WHEN known.revision < EXCLUDED.revision THEN NULL ELSE known.removed_at END,
       revision = GREATEST(known.revision, EXCLUDED.revision)
     -- A file that is only known to be gone still lacks its name.
     WHERE known.revision < EXCLUDED.revision OR known.name IS NULL`,
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

/** Watch time adds up, so an event that was counted before changes nothing. */
export async function countPlayback(
  database: DataSource,
  { id, payload, occurredAt }: Envelope<PayloadOf<typeof segmentsPlayed>>,
): Promise<void> {
  await database.transaction(async (manager) => {
    if (!(await isFirstTime(manager, id))) return;
    const { fileId, userId, playbackId, segments } = payload;
    const at = playedAt(payload.at, occurredAt);
    await manager.query(
      `INSERT INTO analytics.played_segments (file_id, user_id, playback_id, from_sec, to_sec, at)
       SELECT $1, $2, $3, from_sec, to_sec, $6 FROM unnest($4::float8[], $5::float8[]) AS s (from_sec, to_sec)`,
      [
        ...[
          fileId,
          userId,
          playbackId,
          segments.map(([fromSec]) => fromSec),
          segments.map(([, toSec]) => toSec),
        ],
        new Date(at),
      ],
    );
    const [file] = (await manager.query('SELECT duration_sec FROM analytics.files WHERE file_id = $1', [
      fileId,
    ])) as {
      duration_sec: number | null;
    }[];
    await manager.query(
      `INSERT INTO analytics.file_viewer_hour AS known (file_id, viewer, hour, watch_sec) VALUES ($1, $2, $3, $4)
       ON CONFLICT (file_id, viewer, hour) DO UPDATE SET watch_sec = known.watch_sec + EXCLUDED.watch_sec`,
      [fileId, userId, new Date(hourOf(at)), watchedSec(segments, file?.duration_sec ?? null)],
    );
  });
}

async function isFirstTime(manager: EntityManager, eventId: string): Promise<boolean> {
  const inserted = (await manager.query(
    'INSERT INTO analytics.consumed_events (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING event_id',
    [eventId],
  )) as unknown[];
  return inserted.length > 0;
}
