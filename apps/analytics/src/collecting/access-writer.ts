import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Client } from 'pg';
import copyStreams from 'pg-copy-streams';
import { activityOfAccess, isCounted } from './activity-of-access.js';
import { countActivities } from '../counting/count-activities.js';
import type { HouseClock } from '../counting/house-clock.js';
import { lockFigures } from '../storage/lock-figures.js';
import { dayOf, ensurePartitions } from '../storage/partitions.js';
import type { Access } from './access-log-line.js';
import type { LogPosition } from './log-files.js';

const COLUMNS = [
  ...['at', 'request_id', 'ip', 'method', 'status', 'bytes_sent', 'request_time_sec', 'range', 'user_agent'],
  ...['user_id', 'session_id', 'device_id', 'file_id', 'access', 'playback_id', 'completed'],
];

/** Stores a batch and how far the log has been read: all of it or nothing, so that each line counts once. */
export async function writeAccesses(
  client: Client,
  clock: HouseClock,
  accesses: readonly Access[],
  position: LogPosition,
): Promise<void> {
  await client.query('BEGIN');
  try {
    await lockFigures((sql) => client.query(sql));
    if (accesses.length > 0) {
      await ensurePartitions(
        async (sql, parameters) => (await client.query(sql, parameters)).rows,
        new Set(accesses.map(({ at }) => dayOf(new Date(at)))),
      );
      await copyAccesses(client, accesses);
      await countActivities(client, clock, accesses.filter(isCounted).map(activityOfAccess));
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
