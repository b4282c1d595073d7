import type { Client } from 'pg';
import { fromFlat, toFlat } from './intervals.js';
import { DOWNLOAD_GAP_MS, SESSION_GAP_MS, type Activity, type PlaySession } from './play-sessions.js';

interface SessionRow {
  readonly id: string;
  readonly file_id: string;
  readonly viewer: string;
  readonly access: PlaySession['access'];
  readonly device_id: string | null;
  readonly session_id: string | null;
  readonly share_id: string | null;
  readonly ip: string;
  readonly user_agent: string;
  readonly started_at: Date;
  readonly last_at: Date;
  readonly requests: number;
  readonly bytes_served: string;
  readonly covered: string[];
  readonly size_bytes: string | null;
  readonly played_sec: number;
  readonly position_sec: number | null;
  readonly counted: boolean;
}

/** The sessions that these activities may belong to. */
export async function findOpenSessions(
  client: Client,
  activities: readonly Activity[],
): Promise<PlaySession[]> {
  const spans = new Map<string, { fileId: string; viewer: string; fromAt: number; toAt: number }>();
  for (const { fileId, viewer, access, fromAt, toAt } of activities) {
    const gapMs = access === 'download' ? DOWNLOAD_GAP_MS : SESSION_GAP_MS;
    const known = spans.get(`${fileId} ${viewer}`);
    spans.set(`${fileId} ${viewer}`, {
      ...{ fileId, viewer },
      fromAt: Math.min(known?.fromAt ?? Infinity, fromAt - gapMs),
      toAt: Math.max(known?.toAt ?? -Infinity, toAt + gapMs),
    });
  }
  const wanted = [...spans.values()];
  const { rows } = await client.query<SessionRow>(
    `SELECT s.id, s.file_id, s.viewer, s.access, s.device_id, s.session_id, s.share_id, s.ip, s.user_agent, s.started_at,
       s.last_at, s.requests, s.bytes_served, s.covered, s.size_bytes, s.played_sec, s.position_sec, s.counted
     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS k (file_id, viewer, from_at, to_at)
     JOIN analytics.access_sessions s ON s.file_id = k.file_id AND s.viewer = k.viewer AND s.playback_id IS NULL
       AND s.last_at > k.from_at AND s.started_at < k.to_at`,
    [
      ...[wanted.map(({ fileId }) => fileId), wanted.map(({ viewer }) => viewer)],
      ...[wanted.map(({ fromAt }) => iso(fromAt)), wanted.map(({ toAt }) => iso(toAt))],
    ],
  );
  return rows.map((row) => ({
    ...{ id: row.id, fileId: row.file_id, viewer: row.viewer, access: row.access },
    ...{ deviceId: row.device_id, sessionId: row.session_id, shareId: row.share_id },
    ...{
      ip: row.ip,
      userAgent: row.user_agent,
      requests: row.requests,
      bytesServed: Number(row.bytes_served),
    },
    ...{ startedAt: row.started_at.getTime(), lastAt: row.last_at.getTime(), covered: fromFlat(row.covered) },
    ...{ sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes), playedSec: row.played_sec },
    ...{ positionSec: row.position_sec, isCounted: row.counted },
  }));
}

export async function storeSessions(
  client: Client,
  sessions: readonly PlaySession[],
  absorbedIds: readonly string[],
): Promise<void> {
  // As JSON, since an array of arrays of different lengths is none to Postgres.
  const rowsOf = (some: readonly PlaySession[]) =>
    JSON.stringify(
      some.map((session) => ({
        ...{ id: session.id, file_id: session.fileId, viewer: session.viewer, access: session.access },
        ...{ device_id: session.deviceId, session_id: session.sessionId, share_id: session.shareId },
        ...{ ip: session.ip, user_agent: session.userAgent, requests: session.requests },
        ...{
          bytes_served: session.bytesServed,
          started_at: iso(session.startedAt),
          last_at: iso(session.lastAt),
        },
        ...{ covered: toFlat(session.covered), size_bytes: session.sizeBytes, played_sec: session.playedSec },
        ...{ position_sec: session.positionSec, counted: session.isCounted },
      })),
    );
  const begun = sessions.filter(({ id }) => id === undefined);
  const grown = sessions.filter(({ id }) => id !== undefined);
  if (begun.length > 0) {
    await client.query(
      `INSERT INTO analytics.access_sessions (file_id, viewer, access, device_id, session_id, share_id, ip, user_agent,
         requests, bytes_served, started_at, last_at, covered, size_bytes, played_sec, position_sec, counted)
       SELECT file_id, viewer, access, device_id, session_id, share_id, ip, user_agent, requests, bytes_served, started_at,
         last_at, covered, size_bytes, played_sec, position_sec, counted
       FROM jsonb_to_recordset($1::jsonb) AS s (file_id uuid, viewer uuid, access text, device_id uuid, session_id uuid,
         share_id uuid, ip text, user_agent text, requests int, bytes_served bigint, started_at timestamptz,
         last_at timestamptz, covered bigint[], size_bytes bigint, played_sec float8, position_sec float8, counted boolean)`,
      [rowsOf(begun)],
    );
  }
  if (grown.length > 0) {
    await client.query(
      `UPDATE analytics.access_sessions s SET device_id = g.device_id, session_id = g.session_id, share_id = g.share_id,
         ip = g.ip, user_agent = g.user_agent, requests = g.requests, bytes_served = g.bytes_served,
         started_at = g.started_at, last_at = g.last_at, covered = g.covered, size_bytes = g.size_bytes,
         played_sec = g.played_sec, position_sec = g.position_sec, counted = g.counted
       FROM jsonb_to_recordset($1::jsonb) AS g (id bigint, device_id uuid, session_id uuid, share_id uuid, ip text,
         user_agent text, requests int, bytes_served bigint, started_at timestamptz, last_at timestamptz, covered bigint[],
         size_bytes bigint, played_sec float8, position_sec float8, counted boolean)
       WHERE s.id = g.id`,
      [rowsOf(grown)],
    );
  }
  if (absorbedIds.length > 0)
    await client.query('DELETE FROM analytics.access_sessions WHERE id = ANY($1::bigint[])', [absorbedIds]);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
