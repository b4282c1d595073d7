import { spawn } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { LibraryRig } from '../../test/library-rig.js';
import type { Orders } from '../../test/move-until-killed.js';
import { binPath } from './bin-path.js';
import { Moves, type FileMove } from './moves.js';

jest.setTimeout(300_000);

const TEST = fileURLToPath(new URL('../../test/', import.meta.url));
/** More than any of these takes. */
const MOST_STEPS = 60;

let rig: LibraryRig;

beforeAll(async () => {
  rig = await LibraryRig.start();
});
afterAll(() => rig.stop());

/** True where it did all it was asked to. */
function run(orders: Pick<Orders, 'moves' | 'folder' | 'killAfter' | 'linkFails'>): Promise<boolean> {
  const given = { ...orders, postgresUrl: rig.media.config.HEARTH_POSTGRES_URL, library: rig.library };
  const child = spawn(
    process.execPath,
    [
      ...['--no-warnings', '--conditions=@hearth/source', '--import', join(TEST, 'typescript-hooks.mjs')],
      ...[join(TEST, 'move-until-killed.ts'), JSON.stringify(given)],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { PATH: process.env['PATH'] } },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(false);
      else if (code === 0) resolve(true);
      else reject(new Error(`ended with ${code ?? signal}`));
    });
  });
}

interface Subject {
  readonly id: FileId;
  readonly kind: FileMove['kind'];
  readonly from: string;
  readonly to: string | null;
}

/** A file to be moved, one to be binned, one to come back and one to be deleted for good. */
async function prepare(round: number): Promise<Subject[]> {
  const path = (name: string) => `round ${round}/${name}.jpg`;
  const [moved, binned, restored, purged] = [
    await rig.put(path('moved')),
    await rig.put(path('binned')),
    await rig.put(path('restored'), { unlisted_as: 'binned', unlisted_at: new Date() }),
    await rig.put(path('purged')),
  ];
  const restoredFrom = binPath({ id: restored, name: 'restored.jpg' });
  mkdirSync(dirname(join(rig.library, restoredFrom)), { recursive: true });
  renameSync(join(rig.library, path('restored')), join(rig.library, restoredFrom));
  return [
    { id: moved, kind: 'file', from: path('moved'), to: `round ${round}/deep/er.jpg` },
    { id: binned, kind: 'bin', from: path('binned'), to: binPath({ id: binned, name: 'binned.jpg' }) },
    { id: restored, kind: 'restore', from: restoredFrom, to: path('restored') },
    { id: purged, kind: 'purge', from: path('purged'), to: null },
  ];
}

/** Each file is there once, and where the catalogue says. */
async function check({ id, kind, from, to }: Subject): Promise<'done' | 'undone'> {
  const row = await rig.row(id);
  const isDone = to === null ? !rig.holds(from) : rig.holds(to);
  expect([rig.holds(from), to !== null && rig.holds(to)]).toEqual(
    isDone ? [false, to !== null] : [true, false],
  );
  if (kind === 'purge') expect(row === undefined).toBe(isDone);
  else {
    expect(row?.['unlisted_as'] === 'binned').toBe((kind === 'bin') === isDone && kind !== 'file');
    if (kind === 'file') expect(await rig.placeOf(id)).toBe(isDone ? to : from);
    expect(rig.read(isDone ? (to as string) : from)).toMatch(/^round \d+\/(moved|binned|restored)\.jpg$/);
  }
  return isDone ? 'done' : 'undone';
}

const openMoves = () => rig.media.database.query('SELECT * FROM catalog.moves');

describe('killed after any of its steps', () => {
  it.each([
    ['by link and unlink', {}],
    ['to another disk', { linkFails: 'EXDEV' }],
  ] as const)('%s, each file is there once, and where the catalogue says', async (_, disk) => {
    const outcomes = new Set<string>();
    for (let killAfter = 1; ; killAfter += 1) {
      expect(killAfter).toBeLessThan(MOST_STEPS);
      const round = killAfter + (disk === undefined || !('linkFails' in disk) ? 0 : 1_000);
      const subjects = await prepare(round);
      const moves = subjects.map(({ id, kind, from, to }): FileMove => ({ kind, fileId: id, from, to }));
      const hasEnded = await run({ moves, killAfter, ...disk });
      await rig.media.app.get(Moves).resume();
      for (const subject of subjects) outcomes.add(`${subject.kind} ${await check(subject)}`);
      expect(await openMoves()).toEqual([]);
      if (hasEnded) break;
    }
    expect([...outcomes].sort()).toEqual([
      ...['bin done', 'bin undone', 'file done', 'file undone'],
      ...['purge done', 'purge undone', 'restore done', 'restore undone'],
    ]);
  });

  it('a folder is at one place with all its files, and the other one is not there', async () => {
    const outcomes = new Set<boolean>();
    for (let killAfter = 1; ; killAfter += 1) {
      expect(killAfter).toBeLessThan(MOST_STEPS);
      const [from, to] = [`folder ${killAfter}`, `folders/${killAfter}`];
      const ids = [await rig.put(`${from}/1.jpg`), await rig.put(`${from}/deep/2.jpg`)];
      const hasEnded = await run({ moves: [], folder: { from, to }, killAfter });
      await rig.media.app.get(Moves).resume();
      const isDone = rig.holds(`${to}/1.jpg`);
      outcomes.add(isDone);
      const place = isDone ? to : from;
      expect([rig.holds(from), rig.holds(to)]).toEqual([!isDone, isDone]);
      expect(await Promise.all(ids.map((id) => rig.placeOf(id)))).toEqual([
        `${place}/1.jpg`,
        `${place}/deep/2.jpg`,
      ]);
      expect(await openMoves()).toEqual([]);
      if (hasEnded) break;
    }
    expect(outcomes.size).toBe(2);
  });
});

describe('on a disk that gives no second names', () => {
  it('files are moved all the same, and nothing is overwritten', async () => {
    const subjects = await prepare(9_000);
    const moves = subjects.map(({ id, kind, from, to }): FileMove => ({ kind, fileId: id, from, to }));
    expect(await run({ moves, killAfter: -1, linkFails: 'EPERM' })).toBe(true);
    for (const subject of subjects) expect(await check(subject)).toBe('done');
  });
});
