import type {
  CaptureMode,
  CaptureSessionId,
  FileId,
  SyncReport,
  TakeId,
  TakeManifest,
  TakeState,
  UserId,
} from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import type { DataSource } from 'typeorm';

export interface TakenDevice {
  readonly deviceId: string;
  readonly label: string;
  readonly frames: number;
  readonly dropped: number;
  readonly refused: number;
}

export interface TakeRecord {
  readonly id: TakeId;
  readonly sessionId: CaptureSessionId;
  readonly label: string;
  readonly mode: CaptureMode;
  readonly makerId: UserId;
  readonly consentBy: string;
  readonly consentAt: Date;
  readonly state: TakeState;
  readonly startsAtMs: number;
  readonly stopsAtMs: number | null;
  readonly durationSec: number | null;
  readonly keepUntil: Date | null;
  readonly devices: readonly TakenDevice[];
  readonly syncReport: SyncReport | null;
  readonly isCalibrated: boolean;
  readonly hasKeypoints: boolean;
}

export interface FiledFile {
  readonly takeId: TakeId;
  readonly folder: string;
  readonly name: string;
  readonly kind: 'video' | 'manifest';
  readonly deviceId: string | null;
  readonly sizeBytes: number;
  readonly fileId: FileId | null;
}

const COLUMNS = `t.id, t.session_id AS "sessionId", t.label, t.mode, t.maker_id AS "makerId", t.consent_by AS "consentBy",
  t.consent_at AS "consentAt", t.state, t.starts_at_ms AS "startsAtMs", t.stops_at_ms AS "stopsAtMs",
  t.duration_sec AS "durationSec", t.keep_until AS "keepUntil", t.devices, t.sync_report AS "syncReport",
  t.cameras IS NOT NULL AS "isCalibrated", t.keypoint_names IS NOT NULL AS "hasKeypoints"`;

export async function insertTake(database: DataSource, take: TakeRecord): Promise<void> {
  await database.query(
    `INSERT INTO realtime.capture_takes
       (id, session_id, label, mode, maker_id, consent_by, consent_at, state, starts_at_ms, devices)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'recording', $8, $9)`,
    [
      ...[take.id, take.sessionId, take.label, take.mode, take.makerId, take.consentBy, take.consentAt],
      ...[take.startsAtMs, JSON.stringify(take.devices)],
    ],
  );
}

export async function findTake(database: DataSource, id: string): Promise<TakeRecord | undefined> {
  const rows = await database.query<TakeRecord[]>(
    `SELECT ${COLUMNS} FROM realtime.capture_takes t WHERE t.id = $1`,
    [id],
  );
  return rows[0];
}

/** Of whoever asks, or any for an admin. Throws `capture.take-not-found`. */
export async function getOwnTake(database: DataSource, id: string, caller: Caller): Promise<TakeRecord> {
  const take = await findTake(database, id);
  if (!take || (take.makerId !== caller.userId && caller.role !== 'admin'))
    throw new HearthError('capture.take-not-found');
  return take;
}

export async function findOpenTake(database: DataSource, sessionId: string): Promise<TakeRecord | undefined> {
  const rows = await database.query<TakeRecord[]>(
    `SELECT ${COLUMNS} FROM realtime.capture_takes t
     WHERE t.session_id = $1 AND t.state IN ('recording', 'finishing') ORDER BY t.id DESC LIMIT 1`,
    [sessionId],
  );
  return rows[0];
}

interface TakesQuery {
  readonly caller: Caller;
  readonly sessionId?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
  /** How many to leave out first. */
  readonly offset: number;
}

/** Newest first; ids grow with time. */
export function listTakeRecords(database: DataSource, query: TakesQuery): Promise<TakeRecord[]> {
  return database.query(
    `SELECT ${COLUMNS} FROM realtime.capture_takes t
     WHERE ($1::uuid IS NULL OR t.maker_id = $1) AND ($2::uuid IS NULL OR t.session_id = $2)
       AND ($3::uuid IS NULL OR t.id < $3)
     ORDER BY t.id DESC LIMIT $4 OFFSET $5`,
    [whoseOf(query), query.sessionId ?? null, query.before ?? null, query.limit, query.offset],
  );
}

/** All that there are, on whichever page. */
export async function countTakes(
  database: DataSource,
  query: Pick<TakesQuery, 'caller' | 'sessionId'>,
): Promise<number> {
  const rows = await database.query<{ total: number }[]>(
    `SELECT count(*)::int AS total FROM realtime.capture_takes t
     WHERE ($1::uuid IS NULL OR t.maker_id = $1) AND ($2::uuid IS NULL OR t.session_id = $2)`,
    [whoseOf(query), query.sessionId ?? null],
  );
  return rows[0]?.total ?? 0;
}

/** Null for everybody's. */
const whoseOf = ({ caller }: Pick<TakesQuery, 'caller'>) => (caller.role === 'admin' ? null : caller.userId);

export function listFiled(database: DataSource, takeIds: readonly string[]): Promise<FiledFile[]> {
  return database.query(
    `SELECT take_id AS "takeId", folder, name, kind, device_id AS "deviceId", size_bytes::float8 AS "sizeBytes",
       file_id AS "fileId"
     FROM realtime.capture_files WHERE take_id = ANY($1::uuid[]) ORDER BY kind DESC, name LIMIT 2000`,
    [takeIds],
  );
}

export async function findManifest(database: DataSource, id: string): Promise<TakeManifest | null> {
  const rows = await database.query<{ manifest: TakeManifest | null }[]>(
    'SELECT manifest FROM realtime.capture_takes WHERE id = $1',
    [id],
  );
  return rows[0]?.manifest ?? null;
}

export async function recordStop(database: DataSource, id: string, stopsAtMs: number): Promise<void> {
  await database.query(
    `UPDATE realtime.capture_takes SET state = 'finishing', stops_at_ms = $2 WHERE id = $1 AND state = 'recording'`,
    [id, stopsAtMs],
  );
}

interface Finished {
  readonly manifest: TakeManifest;
  readonly syncReport: SyncReport;
  readonly durationSec: number;
  readonly keepUntil: Date;
  readonly devices: readonly TakenDevice[];
}

type NewFile = Omit<FiledFile, 'takeId' | 'fileId' | 'folder'>;

export async function recordFiles(
  database: DataSource,
  id: string,
  folder: string,
  files: readonly NewFile[],
): Promise<void> {
  await database.query(
    `INSERT INTO realtime.capture_files (take_id, folder, name, kind, device_id, size_bytes)
     SELECT $1, $2, f ->> 'name', f ->> 'kind', f ->> 'deviceId', (f ->> 'sizeBytes')::bigint
     FROM jsonb_array_elements($3::jsonb) AS f ON CONFLICT DO NOTHING`,
    [id, folder, JSON.stringify(files)],
  );
}

export async function recordFinished(database: DataSource, id: string, done: Finished): Promise<void> {
  await database.query(
    `UPDATE realtime.capture_takes AS t SET state = 'ready', manifest = $2, sync_report = $3, duration_sec = $4,
       keep_until = $5, devices = $6,
       -- Phones that were calibrated in this session have stayed where they are.
       cameras = (SELECT other.cameras FROM realtime.capture_takes AS other
                  WHERE other.session_id = t.session_id AND other.cameras IS NOT NULL ORDER BY other.id DESC LIMIT 1)
     WHERE t.id = $1`,
    [
      ...[
        id,
        JSON.stringify(done.manifest),
        JSON.stringify(done.syncReport),
        done.durationSec,
        done.keepUntil,
      ],
      JSON.stringify(done.devices),
    ],
  );
}

export async function recordFailed(database: DataSource, id: string, keepUntil: Date): Promise<void> {
  await database.query(`UPDATE realtime.capture_takes SET state = 'failed', keep_until = $2 WHERE id = $1`, [
    id,
    keepUntil,
  ]);
}

export async function recordKeepUntil(
  database: DataSource,
  id: string,
  keepUntil: Date | null,
): Promise<void> {
  await database.query('UPDATE realtime.capture_takes SET keep_until = $2 WHERE id = $1', [id, keepUntil]);
}
