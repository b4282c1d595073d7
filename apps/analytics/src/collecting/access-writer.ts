import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Client } from 'pg';
import copyStreams from 'pg-copy-streams';
import { dayOf, ensurePartitions } from '../storage/partitions.js';
import type { Access } from './access-log-line.js';
import {
  foldAccesses,
  requestedAt,
  SESSION_GAP_MS,
  viewerOf,
  type AccessSession,
  type HourlyGain,
} from './access-sessions.js';
import type { LogPosition } from './log-files.js';

const COLUMNS = [
  ...['at', 'request_id', 'ip', 'method', 'status', 'bytes_sent', 'request_time_sec', 'range', 'user_agent'],
  ...['user_id', 'session_id', 'device_id', 'file_id', 'access', 'playback_id', 'completed'],
];

/** Stores a batch and how far the log has been read: all of it or nothing, so that each line counts once. */
export async function writeAccesses(
  client: Client,
  accesses: readonly Access[],
  position: LogPosition,
): Promise<void> {
  await client.query('BEGIN');
  try {
    if (accesses.length > 0) {
      await ensurePartitions(
        async (sql, parameters) => (await client.query(sql, parameters)).rows,
        new Set(accesses.map(({ at }) => dayOf(new Date(at)))),
      );
      await copyAccesses(client, accesses);
      const { sessions, gains } = foldAccesses(accesses, await findOpenSessions(client, accesses));
      await storeSessions(client, sessions);
      await addToRollup(client, gains);
    }
    await storePosition(client, position);
    await client.query('COMMIT');
  } catch (error) {
    // Where the connection is gone, so is the transaction.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

export async function readPositions(client: Client): Promise<LogPosition[]> {
  const { rows } = await client.query<{ file_name: string; first_line_sha256: string; byte_offset: string }>(
    'SELECT file_name, first_line_sha256, byte_offset FROM analytics.log_checkpoints',
  );
  return rows.map((row) => ({
    fileName: row.file_name,
    firstLineSha256: row.first_line_sha256,
    byteOffset: Number(row.byte_offset),
  }));
}

export async function forgetPositions(client: Client, fileNames: readonly string[]): Promise<void> {
  await client.query('DELETE FROM analytics.log_checkpoints WHERE file_name = ANY($1)', [fileNames]);
}

async function storePosition(
  client: Client,
  { fileName, firstLineSha256, byteOffset }: LogPosition,
): Promise<void> {
  await client.query(
    `INSERT INTO analytics.log_checkpoints (file_name, first_line_sha256, byte_offset) VALUES ($1, $2, $3)
     ON CONFLICT (file_name, first_line_sha256) DO UPDATE SET byte_offset = EXCLUDED.byte_offset, updated_at = now()`,
    [fileName, firstLineSha256, byteOffset],
  );
}

async function copyAccesses(client: Client, accesses: readonly Access[]): Promise<void> {
  const rows = accesses.map((access) =>
    [
      ...[new Date(access.at).toISOString(), access.requestId, access.ip, access.method, access.status],
      ...[
        access.bytesSent,
        access.requestTimeSec,
        access.range,
        access.userAgent,
        access.userId,
        access.sessionId,
      ],
      ...[access.deviceId, access.fileId, access.access, access.playbackId, access.completed],
    ]
      .map(copyField)
      .join('\t'),
  );
  const copy = client.query(copyStreams.from(`COPY analytics.access_log (${COLUMNS.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from([Buffer.from(rows.join('\n') + '\n')]), copy);
}

const COPY_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/** The text format of COPY (PostgreSQL manual, COPY, "Text Format"). */
function copyField(value: string | number | boolean | null): string {
  if (value === null) return '\\N';
  if (typeof value !== 'string') return String(value);
  return value.replace(/[\\\t\n\r]/g, (character) => COPY_ESCAPES[character] ?? character);
}

interface SessionRow {
  readonly id: string;
  readonly file_id: string;
  readonly viewer: string;
  readonly access: Access['access'];
  readonly playback_id: string | null;
  readonly device_id: string | null;
  readonly ip: string;
  readonly user_agent: string;
  readonly started_at: Date;
  readonly last_at: Date;
  readonly requests: number;
  readonly bytes_served: string;
}

/** The sessions that these accesses may belong to. */
async function findOpenSessions(client: Client, accesses: readonly Access[]): Promise<AccessSession[]> {
  const named = accesses.filter(({ playbackId }) => playbackId !== null);
  const others = accesses.filter(({ playbackId }) => playbackId === null);
  const byPlayback = client.query<SessionRow>(
    `SELECT * FROM analytics.access_sessions WHERE playback_id = ANY($1::uuid[])`,
    [[...new Set(named.map(({ playbackId }) => playbackId))]],
  );
  const byViewer = client.query<SessionRow>(
    `SELECT s.* FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[]) AS k (file_id, viewer)) k
     JOIN analytics.access_sessions s USING (file_id, viewer)
     WHERE s.playback_id IS NULL AND s.last_at > $3`,
    [
      others.map(({ fileId }) => fileId),
      others.map(viewerOf),
      new Date(
        others.reduce((earliest, access) => Math.min(earliest, requestedAt(access)), Date.now()) -
          SESSION_GAP_MS,
      ),
    ],
  );
  return [...(await byPlayback).rows, ...(await byViewer).rows].map((row) => ({
    ...{
      id: row.id,
      fileId: row.file_id,
      viewer: row.viewer,
      access: row.access,
      playbackId: row.playback_id,
    },
    ...{ deviceId: row.device_id, ip: row.ip, userAgent: row.user_agent, requests: row.requests },
    ...{
      startedAt: row.started_at.getTime(),
      lastAt: row.last_at.getTime(),
      bytesServed: Number(row.bytes_served),
    },
  }));
}

async function storeSessions(client: Client, sessions: readonly AccessSession[]): Promise<void> {
  const begun = sessions.filter(({ id }) => id === undefined);
  const grown = sessions.filter(({ id }) => id !== undefined);
  const time = (at: number) => new Date(at).toISOString();
  await client.query(
    `INSERT INTO analytics.access_sessions (file_id, viewer, access, playback_id, device_id, ip, user_agent,
       started_at, last_at, requests, bytes_served)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[],
       $8::timestamptz[], $9::timestamptz[], $10::int[], $11::bigint[])`,
    [
      ...[
        begun.map(({ fileId }) => fileId),
        begun.map(({ viewer }) => viewer),
        begun.map(({ access }) => access),
      ],
      ...[begun.map(({ playbackId }) => playbackId), begun.map(({ deviceId }) => deviceId)],
      ...[begun.map(({ ip }) => ip), begun.map(({ userAgent }) => userAgent)],
      ...[begun.map(({ startedAt }) => time(startedAt)), begun.map(({ lastAt }) => time(lastAt))],
      ...[begun.map(({ requests }) => requests), begun.map(({ bytesServed }) => bytesServed)],
    ],
  );
  await client.query(
    `UPDATE analytics.access_sessions s
     SET last_at = grown.last_at, requests = grown.requests, bytes_served = grown.bytes_served
     FROM unnest($1::bigint[], $2::timestamptz[], $3::int[], $4::bigint[]) AS grown (id, last_at, requests, bytes_served)
     WHERE s.id = grown.id`,
    [
      ...[grown.map(({ id }) => id), grown.map(({ lastAt }) => time(lastAt))],
      ...[grown.map(({ requests }) => requests), grown.map(({ bytesServed }) => bytesServed)],
    ],
  );
}

async function addToRollup(client: Client, gains: readonly HourlyGain[]): Promise<void> {
  await client.query(
    `INSERT INTO analytics.file_viewer_hour AS known (file_id, viewer, hour, streams, downloads, bytes_served)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::int[], $5::int[], $6::bigint[])
     ORDER BY 1, 2, 3 -- whoever else writes these rows locks them in the same order
     ON CONFLICT (file_id, viewer, hour) DO UPDATE SET
       streams = known.streams + EXCLUDED.streams,
       downloads = known.downloads + EXCLUDED.downloads,
       bytes_served = known.bytes_served + EXCLUDED.bytes_served`,
    [
      ...[gains.map(({ fileId }) => fileId), gains.map(({ viewer }) => viewer)],
      ...[gains.map(({ hour }) => new Date(hour).toISOString()), gains.map(({ streams }) => streams)],
      ...[gains.map(({ downloads }) => downloads), gains.map(({ bytesServed }) => bytesServed)],
    ],
  );
}
