import type { CaptureMetadata, CaptureMode, CaptureSessionId, Role, UserId } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import type { DataSource } from 'typeorm';

export interface SessionRecord {
  readonly id: CaptureSessionId;
  readonly mode: CaptureMode;
  readonly label: string | null;
  readonly expectedDevices: number;
  readonly registered: number;
  readonly makerId: UserId;
  readonly makerName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

export interface DeviceRecord {
  readonly deviceId: string;
  readonly label: string;
  readonly metadata: CaptureMetadata;
}

const COLUMNS = `id, mode, label, expected_devices AS "expectedDevices", registered, maker_id AS "makerId",
  maker_name AS "makerName", created_at AS "createdAt", expires_at AS "expiresAt", ended_at AS "endedAt"`;
/** Of this server: each costs memory and a share of its CPU. */
const MOST_OPEN = 100;
/** An editor alone cannot keep all others out; an admin may fill the house. */
const MOST_OPEN_OF_EDITOR = 20;
/** Of the lock that has sessions opened one after another. */
const OPENING = 'capture.opening';

type NewSession = Omit<SessionRecord, 'registered' | 'createdAt' | 'endedAt'>;

/** One after another, so that many who open at once are counted, too. Throws `capture.too-many-sessions`. */
export async function insertSession(
  database: DataSource,
  session: NewSession,
  makerRole: Role,
): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [OPENING]);
    const [open] = await manager.query<{ all: number; own: number }[]>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE maker_id = $1)::int AS own
       FROM realtime.capture_sessions WHERE ended_at IS NULL`,
      [session.makerId],
    );
    const mostOfOne = makerRole === 'admin' ? MOST_OPEN : MOST_OPEN_OF_EDITOR;
    if (open && (open.all >= MOST_OPEN || open.own >= mostOfOne))
      throw new HearthError('capture.too-many-sessions');
    await manager.query(
      `INSERT INTO realtime.capture_sessions (id, mode, label, expected_devices, maker_id, maker_name, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[session.id, session.mode, session.label, session.expectedDevices],
        ...[session.makerId, session.makerName, session.expiresAt],
      ],
    );
  });
}

export async function findSession(database: DataSource, id: string): Promise<SessionRecord | undefined> {
  const rows = await database.query<SessionRecord[]>(
    `SELECT ${COLUMNS} FROM realtime.capture_sessions WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** Of whoever asks, or any for an admin. Throws `capture.session-not-found`, also for what is somebody else's. */
export async function getOwnSession(
  database: DataSource,
  id: string,
  caller: Caller,
): Promise<SessionRecord> {
  const session = await findSession(database, id);
  if (!session || (session.makerId !== caller.userId && caller.role !== 'admin'))
    throw new HearthError('capture.session-not-found');
  return session;
}

/**
 * Takes one of the session's places: in one statement, so that of any number who try at once no more get in than were
 * expected, and each device once. Throws `capture.device-registered` or `capture.session-full`.
 */
export async function insertDevice(
  database: DataSource,
  sessionId: CaptureSessionId,
  { deviceId, label, metadata }: DeviceRecord,
): Promise<void> {
  try {
    const rows = await database.query<unknown[]>(
      `WITH place AS (
         UPDATE realtime.capture_sessions SET registered = registered + 1, seen_at = now()
         WHERE id = $1 AND ended_at IS NULL AND registered < expected_devices RETURNING id),
       added AS (
         INSERT INTO realtime.capture_devices (session_id, device_id, label, metadata)
         SELECT id, $2, $3, $4 FROM place RETURNING device_id)
       SELECT * FROM added`,
      [sessionId, deviceId, label, metadata],
    );
    if (rows.length > 0) return;
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    throw new HearthError('capture.device-registered');
  }
  const known = await listDevices(database, sessionId);
  const isKnown = known.some((device) => device.deviceId === deviceId);
  throw new HearthError(isKnown ? 'capture.device-registered' : 'capture.session-full');
}

const UNIQUE_VIOLATION = '23505';

export function listDevices(database: DataSource, sessionId: string): Promise<DeviceRecord[]> {
  return database.query(
    `SELECT device_id AS "deviceId", label, metadata FROM realtime.capture_devices
     WHERE session_id = $1 ORDER BY joined_at LIMIT 4`,
    [sessionId],
  );
}

export async function recordEnd(database: DataSource, sessionId: string): Promise<void> {
  await database.query(
    'UPDATE realtime.capture_sessions SET ended_at = now() WHERE id = $1 AND ended_at IS NULL',
    [sessionId],
  );
}
