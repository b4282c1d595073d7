import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort, startNats, startPostgres, startRedis } from '@hearth/native';
import { Pool } from 'pg';
import { makePictures } from './media/make-pictures.ts';
import { readProcesses, sumTree } from './measure/cpu-time.ts';
import { describeMachine } from './measure/report.ts';
import { runCommand } from './measure/run-command.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

/**
 * `./hearth bench import [files of 800×600] [files of 12 MP] [pictures]`: how a new library comes in. All are listed; after so
 * many pictures it ends.
 */
const [SMALL = 20_000, LARGE = 500, PICTURES = Infinity] = process.argv.slice(2).map(Number);
const DISTINCT = 40;
const ENTRY = join(import.meta.dirname, '../../apps/indexer/dist/main.js');
const LOOK_EVERY_MS = 250;

interface Import {
  readonly listedSec: number;
  readonly pictures: number;
  /** There already when the last file was listed. */
  readonly picturesBefore: number;
  readonly picturedSec: number;
  readonly indexerCpuSec: number;
  readonly storesCpuSec: number;
  readonly peakMb: number;
  readonly peakAtHalfMb: number;
}

/** Copies of a few pictures, no two files alike: what follows a JPEG's end is passed over. */
async function fillLibrary(library: string, count: number, width: number, height: number): Promise<void> {
  const originals = `${library}-originals`;
  const paths = await makePictures({ folder: originals, count: Math.min(DISTINCT, count), width, height });
  const bytes = paths.map((path) => readFileSync(path));
  for (let number = 0; number < count; number += 1) {
    const folder = join(library, `album ${Math.floor(number / 1_000)}`);
    if (number % 1_000 === 0) mkdirSync(folder, { recursive: true });
    const content = Buffer.concat([bytes[number % bytes.length] as Buffer, Buffer.from(String(number))]);
    writeFileSync(join(folder, `IMG_${number}.jpg`), content);
  }
  rmSync(originals, { recursive: true });
}

function residentMb(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? 0) / 1024;
}

/** From a hub with empty stores to the last small picture. */
async function measureImport(folder: string, library: string, count: number): Promise<Import> {
  const enough = Math.min(count, PICTURES);
  const postgres = await startPostgres({ folder: join(folder, 'postgres') });
  const redis = await startRedis({ folder: join(folder, 'redis') });
  const nats = await startNats({ folder: join(folder, 'nats') });
  const stores = [postgres, redis, nats];
  const database = new Pool({ connectionString: postgres.url, max: 1 });
  // The stores are stopped at the end, or by whoever breaks off.
  database.on('error', () => undefined);
  const storesCpu = (): number =>
    stores.reduce((sum, { pid }) => sum + sumTree(pid as number, readProcesses()), 0);
  const before = storesCpu();
  mkdirSync(join(folder, 'derived'));
  const indexer: ChildProcess = spawn(process.execPath, [ENTRY], {
    env: {
      PATH: process.env['PATH'],
      HEARTH_LISTEN_PORT: String(await findFreePort()),
      HEARTH_LOG_LEVEL: 'warn',
      HEARTH_POSTGRES_URL: postgres.url,
      HEARTH_REDIS_URL: redis.url,
      HEARTH_NATS_URL: nats.url,
      HEARTH_LIBRARY: library,
      HEARTH_DERIVED: join(folder, 'derived'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pid = indexer.pid as number;
  try {
    let startedAt: number | undefined;
    let [listedSec, picturesBefore, peakMb, peakAtHalfMb] = [Infinity, 0, 0, 0];
    for (;;) {
      await sleep(LOOK_EVERY_MS);
      if (indexer.exitCode !== null) throw new Error('the indexer ended');
      const figures = await findFigures(database);
      if (!figures) continue;
      startedAt ??= performance.now();
      const sec = (performance.now() - startedAt) / 1000;
      peakMb = Math.max(peakMb, residentMb(pid));
      if (figures.pictured < enough / 2) peakAtHalfMb = peakMb;
      const pictures = figures.pictured + figures.failed;
      if (figures.listed >= count && listedSec === Infinity) [listedSec, picturesBefore] = [sec, pictures];
      if (figures.listed >= count && pictures >= enough) {
        const indexerCpuSec = sumTree(pid, readProcesses());
        return {
          ...{
            listedSec,
            pictures,
            picturesBefore,
            picturedSec: sec,
            indexerCpuSec,
            storesCpuSec: storesCpu() - before,
          },
          ...{ peakMb, peakAtHalfMb },
        };
      }
    }
  } finally {
    indexer.kill('SIGKILL');
    await database.end();
    for (const store of stores) await store.stop();
  }
}

/** Undefined before the library is known: what came before is the start of the service. */
async function findFigures(
  database: Pool,
): Promise<{ listed: number; pictured: number; failed: number } | undefined> {
  const sql = `SELECT count(*)::int AS listed, count(*) FILTER (WHERE has_thumbnail)::int AS pictured,
      count(*) FILTER (WHERE state <> 'indexing' AND NOT has_thumbnail)::int AS failed,
      (SELECT count(*) FROM catalog.library)::int AS known FROM catalog.files`;
  const { rows } = await database.query(sql).catch(() => ({ rows: [] }));
  return rows[0]?.known > 0 ? rows[0] : undefined;
}

/** The floor: read, hash and shrink the same files with the usual tools, no catalogue at all. */
async function measureTools(folder: string, library: string, count: number): Promise<number> {
  const some = readdirSync(library)
    .flatMap((album) => readdirSync(join(library, album)).map((name) => join(library, album, name)))
    .slice(0, Math.min(count, 400));
  const sample = join(folder, 'sample');
  mkdirSync(sample);
  const paths = some.map((path, at) => {
    const copy = join(sample, `${at}.jpg`);
    copyFileSync(path, copy);
    return copy;
  });
  const hashed = await runCommand('sha256sum', paths);
  const shrunk = await runCommand('vipsthumbnail', [
    ...paths,
    '--size',
    '320x320>',
    '-o',
    `${sample}/%s-grid.webp[Q=75]`,
  ]);
  rmSync(sample, { recursive: true });
  return ((hashed.cpuSec + shrunk.cpuSec) / paths.length) * 1000;
}

await withScratchFolder(async (folder) => {
  console.log(`\nImport of a new library\n${describeMachine({ vips: ['--version'] })}\n`);
  for (const [what, count, width, height] of [
    ['800×600', SMALL, 800, 600],
    ['12 MP', LARGE, 4000, 3000],
  ] as const) {
    if (count === 0) continue;
    const place = join(folder, what.replace(/\W+/g, '-'));
    const library = join(place, 'library');
    mkdirSync(library, { recursive: true });
    process.stderr.write(`making ${count} JPEGs of ${what} …\n`);
    await fillLibrary(library, count, width, height);
    process.stderr.write(`importing …\n`);
    const found = await measureImport(place, library, count);
    const floorMs = await measureTools(place, library, count);
    const ofEach = (sec: number) => (sec / found.pictures) * 1000;
    const cpuMs = ofEach(found.indexerCpuSec + found.storesCpuSec);
    console.log(
      [
        `${count} JPEGs of ${what}: all listed after ${found.listedSec.toFixed(1)} s, ${found.pictures} pictured after ${found.picturedSec.toFixed(1)} s`,
        `(${((found.pictures - found.picturesBefore) / (found.picturedSec - found.listedSec)).toFixed(0)} files/s once all were listed);`,
        `${cpuMs.toFixed(1)} ms of CPU a pictured file (indexer ${ofEach(found.indexerCpuSec).toFixed(1)}, stores ${ofEach(found.storesCpuSec).toFixed(1)}),`,
        `${(cpuMs / floorMs).toFixed(2)} × sha256sum and vipsthumbnail (${floorMs.toFixed(1)} ms);`,
        `memory of the indexer: ${found.peakAtHalfMb.toFixed(0)} MB at half, ${found.peakMb.toFixed(0)} MB in the end`,
      ].join(' '),
    );
    rmSync(place, { recursive: true });
  }
});
