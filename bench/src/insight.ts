import { POPULAR_BY, RANGES } from '@hearth/contracts';
import { renameSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startAnalytics, type AnalyticsProcess } from './measure/analytics-process.ts';
import {
  BUSIEST_DEVICE,
  BUSIEST_PERSON,
  fillFiles,
  fillHistory,
  idOf,
  MOST_PLAYED,
} from './measure/fill-insight.ts';
import { percentile } from './measure/percentile.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { runCommand } from './measure/run-command.ts';

/** `bench insight [accesses] [files] [seconds]`: how large a house, and how long filling it may take. */
const ACCESSES = Number(process.argv[2] ?? 10_000_000);
const FILES = Number(process.argv[3] ?? 1_000_000);
const FILL_MS = 1_000 * Number(process.argv[4] ?? 420);
const LINES = 200_000;
const CALLS = 21;

/** A day of films that are fetched range by range, as nginx writes it. */
function makeLog(lines: number): string {
  const dayAt = Math.floor(Date.now() / 86_400_000) * 86_400 - 86_400;
  const all: string[] = [];
  for (let n = 0; n < lines; n += 1) {
    const first = (n % 50) * 1_000_000;
    const line = {
      ...{ at: dayAt + Math.floor((n * 86_000) / lines), requestId: `bench-${n}`, ip: '192.168.1.20' },
      ...{ method: 'GET', path: '', status: 206, bytesSent: 1_000_000, requestTimeSec: 0.1 },
      ...{ contentRange: `bytes ${first}-${first + 999_999}/50000000`, contentLength: '1000000' },
      ...{ range: '', userAgent: 'VLC/3.0', userId: idOf(2, Math.floor(n / 50) % 50), sessionId: '' },
      ...{ deviceId: '', fileId: idOf(1, Math.floor(n / 50) % 5_000), access: 'stream' },
      ...{ playbackId: '', completed: 'OK' },
    };
    all.push(JSON.stringify(line));
  }
  return `${all.join('\n')}\n`;
}

/** From the log into every figure, against the same rows copied bare from one table into another of the same make. */
async function measureIngest(analytics: AnalyticsProcess): Promise<ReportRow[]> {
  const { database, databaseUrl, logs } = analytics;
  const text = makeLog(LINES);
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  writeFileSync(join(logs, 'making'), text);
  const start = performance.now();
  renameSync(join(logs, 'making'), join(logs, `access-${day}00.json`));
  for (;;) {
    const { rows } = await database.query<{ count: string }>('SELECT count(*) FROM analytics.access_log');
    if (Number(rows[0]?.count) === LINES) break;
    await delay(50);
  }
  await analytics.counted();
  const ours = LINES / ((performance.now() - start) / 1_000);
  const memory = analytics.memoryMb();
  await database.query('CREATE TABLE analytics.bare (LIKE analytics.access_log INCLUDING INDEXES)');
  const path = join(logs, '..', 'bare.copy');
  const copy = (what: string) => runCommand('psql', ['-qd', databaseUrl, '-c', `\\copy ${what}`]);
  await copy(`(SELECT * FROM analytics.access_log) TO '${path}'`);
  const copyStart = performance.now();
  await copy(`analytics.bare FROM '${path}'`);
  const limit = LINES / ((performance.now() - copyStart) / 1_000);
  await database.query('DROP TABLE analytics.bare');
  return [
    {
      what: 'log line to every figure',
      unit: 'lines/s',
      limit,
      ours,
      ratio: ours / limit,
      goal: { atLeast: 0.16 },
    },
    { what: 'memory of analytics meanwhile, at most', unit: 'MB', ours: memory.most },
  ];
}

const CALLS_OF_ALL_RANGES: [string, (range: string) => string][] = [
  ...POPULAR_BY.map((by): [string, (range: string) => string] => [
    `popular by ${by}`,
    (range) => `popular?by=${by}&range=${range}`,
  ]),
  ['popular of one kind', (range) => `popular?type=audio&range=${range}`],
  ['engagement', (range) => `users/engagement?range=${range}`],
  ['a file', (range) => `files/${MOST_PLAYED}?range=${range}`],
  ['a person', (range) => `users/${BUSIEST_PERSON}?range=${range}`],
  ['a device', (range) => `devices/${BUSIEST_DEVICE}?range=${range}`],
];
const OTHER_CALLS: [string, string][] = [
  ['heatmap', `heatmap?fileId=${MOST_PLAYED}`],
  ['storage', 'storage/summary'],
  ['storage of a folder', 'storage/summary?under=year%201'],
  ['never watched', 'storage/never-watched'],
  ['searches', 'search-insights'],
  ['searches like a word', 'search-insights?query=holidai'],
  ['activity', 'activity'],
  ['activity of a person', `activity?userId=${BUSIEST_PERSON}`],
  ['now playing', 'now-playing'],
];

async function measureCall(analytics: AnalyticsProcess, what: string, path: string): Promise<ReportRow> {
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) times.push(await analytics.call(`/api/analytics/${path}`));
  // The first call of each kind pays for what the others find in memory.
  return { what, unit: 'ms, p95', ours: percentile(times.slice(1), 0.95) };
}

const analytics = await startAnalytics();
try {
  process.stderr.write('reading a log …\n');
  const rows = await measureIngest(analytics);
  process.stderr.write(`filling with ${FILES.toLocaleString('en')} files …\n`);
  await fillFiles(analytics.database, FILES);
  const filled = await fillHistory(analytics.database, {
    accesses: ACCESSES,
    files: FILES,
    withinMs: FILL_MS,
  });
  const foldStart = performance.now();
  await analytics.counted();
  process.stderr.write(`folded for ${((performance.now() - foldStart) / 1_000).toFixed(0)} s more\n`);
  for (const [what, pathOf] of CALLS_OF_ALL_RANGES) {
    for (const range of RANGES) rows.push(await measureCall(analytics, `${what}, ${range}`, pathOf(range)));
  }
  for (const [what, path] of OTHER_CALLS) rows.push(await measureCall(analytics, what, path));
  rows.push({ what: 'memory of analytics in the end', unit: 'MB', ours: analytics.memoryMb().now });
  console.log(
    `\nInsight with ${filled.toLocaleString('en')} accesses and ${FILES.toLocaleString('en')} files, load ${loadavg()[0]?.toFixed(1)}\n${describeMachine({})}\n\n${formatTable(rows, 'bare \\copy')}`,
  );
} finally {
  await analytics.stop();
}
