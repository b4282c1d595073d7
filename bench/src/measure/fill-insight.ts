import type pg from 'pg';
import { importBuilt } from '../runners/built-code.ts';

interface Partitions {
  ensurePartitions(
    run: (sql: string, parameters?: unknown[]) => Promise<unknown>,
    days: Iterable<string>,
  ): Promise<void>;
}

const DAY_MS = 86_400_000;
/** The house's history. */
const DAYS = 400;
const PEOPLE = 50;
const DEVICES = 60;
/** How many requests a play takes: ranges of a film. */
const ACCESSES_PER_PLAY = 5;
const BATCH = 500_000;

export const idOf = (kind: number, n: number) =>
  `0198e1a0-0000-7000-8000-${(kind * 1_000_000_000 + n).toString().padStart(12, '0')}`;
const idsIn = (kind: number, sql: string) =>
  `('0198e1a0-0000-7000-8000-' || lpad((${kind}000000000::bigint + (${sql}))::text, 12, '0'))::uuid`;
const FILE = 1;
const PERSON = 2;
const DEVICE = 3;
export const MOST_PLAYED = idOf(FILE, 0);
export const BUSIEST_PERSON = idOf(PERSON, 0);
export const BUSIEST_DEVICE = idOf(DEVICE, 0);
/** A few files, people and devices have most plays, as in `simulatePlays`. */
const FAVOURED = `(power(random(), 2) * $2)::bigint`;

/** Files of all kinds in a thousand folders, one in ten with a length; some were searched for. */
export async function fillFiles(database: pg.Client, files: number): Promise<void> {
  // Those that a log named before are known by their ids alone.
  await database.query('DELETE FROM analytics.files WHERE name IS NULL');
  await database.query(
    `INSERT INTO analytics.files (file_id, name, folder, kind, mime_type, size_bytes, duration_sec, uploaded_by, device_id,
       created_at, revision)
     SELECT ${idsIn(FILE, 'n')}, 'file ' || n, 'year ' || n % 10 || '/folder ' || n % 1000,
       (ARRAY['video', 'image', 'image', 'image', 'audio', 'document'])[1 + n % 6], 'x/y', 1000000 + n,
       CASE WHEN n % 6 IN (0, 4) THEN 600 + n % 3000 END, ${idsIn(PERSON, `n % ${PEOPLE}`)}, ${idsIn(DEVICE, `n % ${DEVICES}`)},
       now() - make_interval(mins => (n % (${DAYS} * 1440))::int), 1
     FROM generate_series(0, $1::bigint - 1) AS n`,
    [files],
  );
  await database.query(
    `INSERT INTO analytics.users (user_id, username, role, revision)
     SELECT ${idsIn(PERSON, 'n')}, 'person ' || n, 'viewer', 1 FROM generate_series(0, ${PEOPLE - 1}) AS n`,
  );
  await database.query(
    `INSERT INTO analytics.searches (words, times, found_nothing, last_results, last_at)
     SELECT translate(left(md5(n::text), 5 + n % 9), '0123456789', 'ghiklmnorst'), n % 50, n % 3, n % 7, now() FROM generate_series(1, 50000) AS n ON CONFLICT DO NOTHING`,
  );
  await database.query(
    `INSERT INTO analytics.heat (file_id, source, extent, amounts)
     SELECT ${idsIn(FILE, 'n * 6')}, 'played', 600, array_fill(n::float8, ARRAY[1000]) FROM generate_series(0, 2000) AS n`,
  );
}

/**
 * A history of so many accesses over a year, or of as many as fit into the time: single ones, the sessions that they were, and
 * the roll-up, whose triggers queue what the service then folds. Returns how many it came to.
 */
export async function fillHistory(
  database: pg.Client,
  { accesses, files, withinMs }: { accesses: number; files: number; withinMs: number },
): Promise<number> {
  const { ensurePartitions } = await importBuilt<Partitions>('apps/analytics/dist/storage/partitions.js');
  const days = Array.from({ length: DAYS + 1 }, (_, day) =>
    new Date(Date.now() - day * DAY_MS).toISOString().slice(0, 10),
  );
  await ensurePartitions(async (sql, parameters) => (await database.query(sql, parameters)).rows, days);
  const start = performance.now();
  let filled = 0;
  while (filled < accesses && performance.now() - start < withinMs) {
    await fillBatch(database, Math.min(BATCH, accesses - filled), files);
    filled += BATCH;
    process.stderr.write(`${Math.min(filled, accesses).toLocaleString('en')} accesses …\n`);
  }
  await database.query('VACUUM ANALYZE');
  return Math.min(filled, accesses);
}

async function fillBatch(database: pg.Client, accesses: number, files: number): Promise<void> {
  await database.query('DROP TABLE IF EXISTS plays');
  await database.query(
    `CREATE TEMP TABLE plays AS SELECT ${idsIn(FILE, FAVOURED)} AS file_id, ${idsIn(PERSON, `(random() ^ 1.5 * ${PEOPLE - 1})::bigint`)} AS viewer,
       ${idsIn(DEVICE, `(random() ^ 1.5 * ${DEVICES - 1})::bigint`)} AS device_id,
       now() - make_interval(secs => random() * ${(DAYS - 1) * 86_400}) AS at
     FROM generate_series(1, $1::bigint)`,
    [Math.ceil(accesses / ACCESSES_PER_PLAY), files - 1],
  );
  await database.query(
    `INSERT INTO analytics.access_log (at, request_id, ip, method, status, bytes_sent, request_time_sec, user_agent, user_id,
       device_id, file_id, access, completed)
     SELECT at + make_interval(secs => n), '', '192.168.1.20', 'GET', 206, 1000000, 0.1, 'VLC/3.0', viewer, device_id, file_id,
       'stream', true
     FROM plays, generate_series(1, ${ACCESSES_PER_PLAY}) AS n`,
  );
  await database.query(
    `INSERT INTO analytics.access_sessions (file_id, viewer, access, ip, user_agent, device_id, started_at, last_at, requests,
       bytes_served, played_sec)
     SELECT file_id, viewer, 'stream', '192.168.1.20', 'VLC/3.0', device_id, at, at + interval '5 minutes', ${ACCESSES_PER_PLAY},
       5000000, 300 FROM plays`,
  );
  await database.query(
    `INSERT INTO analytics.file_viewer_hour AS known (file_id, viewer, hour, streams, downloads, bytes_served, watch_sec)
     SELECT file_id, viewer, date_trunc('hour', at), count(*), 0, 5000000 * count(*), 300 * count(*) FROM plays GROUP BY 1, 2, 3
     ON CONFLICT (file_id, viewer, hour) DO UPDATE SET streams = known.streams + EXCLUDED.streams`,
  );
  await database.query(
    `INSERT INTO analytics.furthest (file_id, viewer, sec) SELECT DISTINCT ON (file_id, viewer) file_id, viewer, 300 FROM plays
     ON CONFLICT DO NOTHING`,
  );
}
