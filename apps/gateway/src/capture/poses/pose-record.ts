import type { CameraModel } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import type { Keypoint } from './keypoints-at.js';

export async function findCameras(database: DataSource, takeId: string): Promise<CameraModel[] | undefined> {
  const rows = await database.query<{ cameras: CameraModel[] | null }[]>(
    'SELECT cameras FROM realtime.capture_takes WHERE id = $1',
    [takeId],
  );
  return rows[0]?.cameras ?? undefined;
}

/** Also for those takes of the same session that have none: its phones stand where they stood. */
export async function recordCameras(
  database: DataSource,
  takeId: string,
  cameras: readonly CameraModel[],
): Promise<void> {
  await database.query(
    `UPDATE realtime.capture_takes SET cameras = $2
     WHERE id = $1 OR (cameras IS NULL AND session_id = (SELECT session_id FROM realtime.capture_takes WHERE id = $1))`,
    [takeId, JSON.stringify(cameras)],
  );
}

export async function findKeypointNames(database: DataSource, takeId: string): Promise<string[] | undefined> {
  const rows = await database.query<{ names: string[] | null }[]>(
    'SELECT keypoint_names AS names FROM realtime.capture_takes WHERE id = $1',
    [takeId],
  );
  return rows[0]?.names ?? undefined;
}

interface NewKeypoints {
  readonly takeId: string;
  readonly deviceId: string;
  readonly names: readonly string[];
  readonly frames: readonly { readonly frame: number; readonly keypoints: readonly Keypoint[] }[];
}

export async function recordKeypoints(database: DataSource, input: NewKeypoints): Promise<void> {
  const { takeId, deviceId, names, frames } = input;
  // Of the same frame in one request the last counts.
  const byFrame = new Map(frames.map(({ frame, keypoints }) => [frame, keypoints.flat()]));
  await database.transaction(async (manager) => {
    await manager.query('UPDATE realtime.capture_takes SET keypoint_names = $2 WHERE id = $1', [
      takeId,
      JSON.stringify(names),
    ]);
    await manager.query(
      `INSERT INTO realtime.capture_keypoints (take_id, device_id, frame, points)
       SELECT $1, $2, (f ->> 'frame')::int, ARRAY(SELECT p::real FROM jsonb_array_elements_text(f -> 'points') WITH ORDINALITY AS e(p, n) ORDER BY n)
       FROM jsonb_array_elements($3::jsonb) AS f
       ON CONFLICT (take_id, device_id, frame) DO UPDATE SET points = excluded.points`,
      [takeId, deviceId, JSON.stringify([...byFrame].map(([frame, points]) => ({ frame, points })))],
    );
  });
}

/** Two hours at 30 pictures a second. */
const MOST_FRAMES = 216_000;

export async function listKeypoints(
  database: DataSource,
  takeId: string,
  deviceId: string,
): Promise<Map<number, Keypoint[]>> {
  const rows = await database.query<{ frame: number; points: number[] }[]>(
    `SELECT frame, points FROM realtime.capture_keypoints
     WHERE take_id = $1 AND device_id = $2 ORDER BY frame LIMIT ${MOST_FRAMES}`,
    [takeId, deviceId],
  );
  return new Map(rows.map(({ frame, points }) => [frame, inThrees(points)]));
}

function inThrees(points: readonly number[]): Keypoint[] {
  return Array.from(
    { length: points.length / 3 },
    (_, index) => points.slice(index * 3, index * 3 + 3) as unknown as Keypoint,
  );
}
