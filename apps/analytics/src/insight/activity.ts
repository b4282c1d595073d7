import type { activity, InputOf, OutputOf, UserId } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { NOBODY } from '../storage/schema.js';
import { readCursor, writeCursor } from './activity-cursor.js';

type Query = InputOf<typeof activity>['query'];
export type AccessItem = OutputOf<typeof activity>['items'][number];

const DEFAULT_LIMIT = 50;

interface Row {
  readonly id: string;
  readonly started_at: string;
  readonly last_at: string;
  readonly viewer: string;
  readonly username: string | null;
  readonly file_id: AccessItem['fileId'];
  readonly file_name: string | null;
  readonly access: AccessItem['access'];
  readonly ip: string;
  readonly user_agent: string;
  readonly device_id: AccessItem['deviceId'];
  readonly share_id: string | null;
  readonly played_sec: number;
  readonly covered_bytes: string;
  readonly size_bytes: string | null;
  readonly requests: number;
  readonly bytes_served: string;
}

const ISO = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** One page of who was served what, newest first. */
export async function findActivity(
  database: DataSource,
  query: Query,
  viewer: UserId | undefined,
): Promise<OutputOf<typeof activity>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const rows = (await database.query(...activityStatement(query, limit + 1, viewer))) as Row[];
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(present),
    nextCursor: last ? writeCursor({ startedAt: last.started_at, id: last.id }) : null,
  };
}

/** The statement and its parameters, apart so that a test can have it explained. */
export function activityStatement(
  query: Pick<Query, 'cursor' | 'fileId' | 'deviceId'>,
  limit: number,
  viewer?: UserId,
): [string, unknown[]] {
  const parameters: unknown[] = [];
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const conditions = [
    // What was too little to be a stream or a download is nobody's activity.
    'counted',
    ...(viewer ? [`viewer = ${bind(viewer)}`] : []),
    ...(query.fileId ? [`file_id = ${bind(query.fileId)}`] : []),
    ...(query.deviceId ? [`device_id = ${bind(query.deviceId)}`] : []),
    ...(after
      ? [`(started_at, id) < (${bind(after.startedAt)}::timestamptz, ${bind(after.id)}::bigint)`]
      : []),
  ];
  return [
    `SELECT s.id, ${ISO('s.started_at')} AS started_at, ${ISO('s.last_at')} AS last_at, s.viewer, u.username, s.file_id,
       f.name AS file_name, s.access, s.ip, s.user_agent, s.device_id, s.share_id, s.played_sec, s.size_bytes,
       (SELECT COALESCE(sum(s.covered[n + 1] - s.covered[n]), 0) FROM generate_series(1, cardinality(s.covered), 2) AS n)
         AS covered_bytes, s.requests, s.bytes_served
     FROM (
       SELECT * FROM analytics.access_sessions
       WHERE ${conditions.join(' AND ')}
       ORDER BY started_at DESC, id DESC LIMIT ${bind(limit)}
     ) s
     LEFT JOIN analytics.users u ON u.user_id = s.viewer
     LEFT JOIN analytics.files f ON f.file_id = s.file_id
     ORDER BY s.started_at DESC, s.id DESC`,
    parameters,
  ];
}

function present(row: Row): AccessItem {
  return {
    id: row.id,
    at: row.started_at,
    userId: row.viewer === NOBODY ? null : (row.viewer as AccessItem['userId']),
    username: row.username,
    fileId: row.file_id,
    fileName: row.file_name,
    access: row.access,
    ip: row.ip,
    userAgent: row.user_agent,
    deviceId: row.device_id,
    shareId: row.share_id,
    playedSec: row.played_sec,
    shareSent: shareOf(row),
    requests: row.requests,
    bytesServed: Number(row.bytes_served),
    lastAt: row.last_at,
  };
}

/** Null where a player of ours tells better, or the file's size is not known. */
function shareOf({ covered_bytes, size_bytes }: Row): number | null {
  if (size_bytes === null || Number(size_bytes) === 0 || Number(covered_bytes) === 0) return null;
  return Math.round((1_000 * Number(covered_bytes)) / Number(size_bytes)) / 1_000;
}
