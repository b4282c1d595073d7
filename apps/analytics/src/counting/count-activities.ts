import type { Client } from 'pg';
import type { HouseClock } from './house-clock.js';
import { storeSent, type Heat } from './heat-store.js';
import { foldActivities, type Activity } from './play-sessions.js';
import {
  addSessions,
  deviceOf,
  HourlyGains,
  lengthGains,
  type HourlyGain,
  type LengthGain,
} from './session-figures.js';
import { findOpenSessions, storeSessions } from './session-store.js';

/** Counts what people did, in the caller's transaction: their sessions, and what these add to the figures. */
export async function countActivities(
  client: Client,
  clock: HouseClock,
  activities: readonly Activity[],
  watched: readonly { activity: Activity; sec: number }[] = [],
): Promise<void> {
  if (activities.length === 0) return;
  const durations = await findDurations(client, [...new Set(activities.map(({ fileId }) => fileId))]);
  const before = await findOpenSessions(client, activities);
  const folded = foldActivities(activities, before, (fileId) => durations.get(fileId));
  await storeSessions(client, folded.sessions, folded.absorbedIds);

  const ids = new Set([...folded.absorbedIds, ...folded.sessions.map(({ id }) => id)]);
  const replaced = before.filter(({ id }) => ids.has(id));
  const gains = new HourlyGains(clock);
  addSessions(gains, replaced, -1);
  addSessions(gains, folded.sessions, 1);
  for (const { fileId, viewer, toAt, bytesServed } of activities)
    gains.of(fileId, viewer, toAt).bytesServed += bytesServed;
  for (const { activity, sec } of watched)
    gains.of(activity.fileId, activity.viewer, activity.toAt).watchSec += sec;
  await addToRollup(client, gains.all);
  await addLengths(client, lengthGains(replaced, folded.sessions, clock));
  await addDevices(
    client,
    clock,
    activities,
    folded.sessions.filter(({ isCounted }) => isCounted),
  );
  await storeSent(client, folded.newlySent satisfies readonly Heat[]);
}

export async function findDurations(
  client: Client,
  fileIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ file_id: string; duration_sec: number }>(
    'SELECT file_id, duration_sec FROM analytics.files WHERE file_id = ANY($1::uuid[]) AND duration_sec > 0',
    [fileIds],
  );
  return new Map(rows.map((row) => [row.file_id, row.duration_sec]));
}

async function addToRollup(client: Client, gains: readonly HourlyGain[]): Promise<void> {
  if (gains.length === 0) return;
  await client.query(
    `INSERT INTO analytics.file_viewer_hour AS known (file_id, viewer, hour, streams, downloads, bytes_served, watch_sec)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::int[], $5::int[], $6::bigint[], $7::float8[])
     ORDER BY 1, 2, 3 -- whoever else writes these rows locks them in the same order
     ON CONFLICT (file_id, viewer, hour) DO UPDATE SET
       streams = known.streams + EXCLUDED.streams,
       downloads = known.downloads + EXCLUDED.downloads,
       bytes_served = known.bytes_served + EXCLUDED.bytes_served,
       watch_sec = known.watch_sec + EXCLUDED.watch_sec`,
    [
      ...[gains.map(({ fileId }) => fileId), gains.map(({ viewer }) => viewer)],
      ...[gains.map(({ hour }) => new Date(hour).toISOString()), gains.map(({ streams }) => streams)],
      ...[gains.map(({ downloads }) => downloads), gains.map(({ bytesServed }) => bytesServed)],
      gains.map(({ watchSec }) => watchSec),
    ],
  );
}

async function addLengths(client: Client, gains: readonly LengthGain[]): Promise<void> {
  if (gains.length === 0) return;
  await client.query(
    `INSERT INTO analytics.session_lengths AS known (hour, length_sec, sessions)
     SELECT * FROM unnest($1::timestamptz[], $2::int[], $3::bigint[]) ORDER BY 1, 2
     ON CONFLICT (hour, length_sec) DO UPDATE SET sessions = known.sessions + EXCLUDED.sessions`,
    [
      ...[gains.map(({ hour }) => new Date(hour).toISOString()), gains.map(({ lengthSec }) => lengthSec)],
      gains.map(({ sessions }) => sessions),
    ],
  );
}

/** The devices that had part in what counts, on the day they had. */
async function addDevices(
  client: Client,
  clock: HouseClock,
  activities: readonly Activity[],
  counted: readonly { fileId: string; viewer: string; access: string; startedAt: number; lastAt: number }[],
): Promise<void> {
  const keyOf = ({ fileId, viewer, access }: { fileId: string; viewer: string; access: string }) =>
    `${fileId} ${viewer} ${access}`;
  const spans = Map.groupBy(counted, keyOf);
  const devices = new Map<string, [string, string]>();
  for (const activity of activities) {
    const isPart = spans
      .get(keyOf(activity))
      ?.some(({ startedAt, lastAt }) => activity.fromAt >= startedAt && activity.toAt <= lastAt);
    if (!isPart) continue;
    const [day, device] = [clock.dayOf(activity.toAt), deviceOf(activity)];
    devices.set(`${day} ${device}`, [day, device]);
  }
  if (devices.size === 0) return;
  const pairs = [...devices.values()];
  await client.query(
    `WITH added AS (
       INSERT INTO analytics.active_days (day, what, who)
       SELECT day, 'device', who FROM unnest($1::date[], $2::text[]) AS d (day, who) ORDER BY 1, 3
       ON CONFLICT DO NOTHING RETURNING day
     )
     INSERT INTO analytics.day_counts AS known (day, devices) SELECT day, count(*) FROM added GROUP BY day ORDER BY day
     ON CONFLICT (day) DO UPDATE SET devices = known.devices + EXCLUDED.devices`,
    [pairs.map(([day]) => day), pairs.map(([, device]) => device)],
  );
}
