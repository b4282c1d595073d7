import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { countSegments, renditionPath, wantSegment } from '@hearth/catalog';
import { eventually } from '@hearth/testing';
import type { Queryable } from '@hearth/platform';
import { RunningIndexer } from '../../testing/running-indexer.js';

jest.setTimeout(400_000);

const DURATION_SEC = 80;
/** The encoder gives way to all others, and a test's machine may be busy. */
const PATIENCE = { withinMs: 180_000 };
const SEGMENTS = countSegments(DURATION_SEC);

let indexer: RunningIndexer;
beforeAll(async () => {
  indexer = await RunningIndexer.prepare();
});
afterAll(() => indexer?.close());

it('goes on where it was when the indexer was killed in the middle, and makes nothing twice', async () => {
  const draft = join(indexer.services.folder, 'film.avi');
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=25:d=${DURATION_SEC}`];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...picture, '-c:v', 'mpeg4', '-q:v', '8', draft]);
  renameSync(draft, join(indexer.library, 'film.avi'));
  await indexer.start();
  const { sha256 } = await indexer.indexed('film.avi');
  const folder = join(indexer.derived, renditionPath(sha256 ?? ''));
  const pieces = () =>
    new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith('.m4s'))
        .map((name) => [name, lstatSync(join(folder, name)).mtimeMs]),
    );
  const database: Queryable = {
    query: async <T>(sql: string, parameters?: unknown[]) =>
      (await indexer.database.query(sql, parameters)).rows as T,
  };
  await wantSegment(database, { sha256: sha256 ?? '', segments: SEGMENTS, segment: 0 });
  await indexer.until('pieces are made', () => Promise.resolve(pieces().size > 0));
  expect(await indexer.end('SIGKILL')).toBe('SIGKILL');
  const before = pieces();
  expect(before.size).toBeLessThan(SEGMENTS);

  await indexer.start();
  await eventually(
    () => pieces().size,
    (made) => made === SEGMENTS,
    PATIENCE,
  );
  expect([...pieces()]).toEqual(expect.arrayContaining([...before]));
  await indexer.until('nothing is left half done', () =>
    Promise.resolve(readdirSync(folder).every((name) => !name.startsWith('.'))),
  );
});
