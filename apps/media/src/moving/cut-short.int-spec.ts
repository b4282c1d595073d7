import { mkdirSync, renameSync } from 'node:fs';
import * as actual from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { LibraryRig } from '../../test/library-rig.js';
import type { FileLocations } from '../streaming/file-locations.js';
import type { FileMove } from './moves.js';

jest.setTimeout(300_000);

/*
 * What a kill does, at each step: nothing of ours runs any more, not even what stands in a `finally`, and the connections to
 * the database are cut.
 */

let steps = 0;
let killAfter = Infinity;
let onKilled: () => void = () => undefined;
let linkFails: string | undefined;

async function step<T>(work: Promise<T>): Promise<T> {
  const done = await work;
  steps += 1;
  if (steps !== killAfter) return done;
  onKilled();
  return new Promise(() => undefined);
}

const counted = ['rm', 'rename', 'mkdir', 'rmdir', 'copyFile'] as const;
jest.unstable_mockModule('node:fs/promises', () => ({
  ...actual,
  ...Object.fromEntries(
    counted.map((name) => {
      const original = actual[name] as (...given: unknown[]) => Promise<unknown>;
      return [name, (...given: unknown[]) => step(original(...given))];
    }),
  ),
  link: (from: string, to: string) => {
    const isFromElsewhere = linkFails !== undefined && !from.includes('/.hearth-');
    if (isFromElsewhere) return Promise.reject(Object.assign(new Error(linkFails), { code: linkFails }));
    return step(actual.link(from, to));
  },
}));
const { Moves } = await import('./moves.js');
const { FolderMoves } = await import('./folder-moves.js');
const { MovingTurn } = await import('./moving-turn.js');
const { binPath } = await import('./bin-path.js');

/** More than any of these takes. */
const MOST_STEPS = 60;

let rig: LibraryRig;

beforeAll(async () => {
  rig = await LibraryRig.start();
});
afterAll(() => rig.stop());

interface Orders {
  readonly moves: readonly FileMove[];
  readonly folder?: { readonly from: string; readonly to: string };
}

async function copyOfMedia() {
  const { config } = rig.media;
  const database = new DataSource({ type: 'postgres', url: config.HEARTH_POSTGRES_URL, entities: [] });
  await database.initialize();
  const turn = new MovingTurn(config);
  const locations = { forget: () => undefined, forgetUnder: () => undefined } as unknown as FileLocations;
  const moves = new Moves(database, turn, new FolderMoves(database, locations, config), locations, config);
  return { database, turn, moves };
}

/** True where it did all it was asked to, and was not killed before. */
async function runAndKill({ moves: asked, folder }: Orders, after: number): Promise<boolean> {
  const { database, turn, moves } = await copyOfMedia();
  for (const name of ['query', 'transaction'] as const) {
    const original = database[name].bind(database) as (...given: unknown[]) => Promise<unknown>;
    Object.assign(database, { [name]: (...given: unknown[]) => step(original(...given)) });
  }
  steps = 0;
  killAfter = after;
  const killed = new Promise<boolean>((resolve) => (onKilled = () => resolve(false)));
  const work = async () => {
    expect(await moves.run(() => Promise.resolve(asked))).toEqual(new Map());
    if (folder) await moves.moveFolder(folder.from, folder.to);
    return true;
  };
  const hasEnded = await Promise.race([work(), killed]);
  killAfter = Infinity;
  await (turn as unknown as { locks: { close(): Promise<void> } }).locks.close();
  await database.destroy();
  return hasEnded;
}

/** Another copy, or the same one started anew. */
async function resume(): Promise<void> {
  const { database, turn, moves } = await copyOfMedia();
  await moves.resume();
  await turn.onApplicationShutdown();
  await database.destroy();
}

interface Subject extends FileMove {
  readonly content: string;
}

/** A file to be moved, one to be binned, one to come back and one to be deleted for good. */
async function prepare(round: string): Promise<Subject[]> {
  const path = (name: string) => `${round}/${name}.jpg`;
  const [moved, binned, restored, purged] = [
    await rig.put(path('moved')),
    await rig.put(path('binned')),
    await rig.put(path('restored'), { unlisted_as: 'binned', unlisted_at: new Date() }),
    await rig.put(path('purged')),
  ] as [FileId, FileId, FileId, FileId];
  const restoredFrom = binPath({ id: restored, name: 'restored.jpg' });
  mkdirSync(dirname(join(rig.library, restoredFrom)), { recursive: true });
  renameSync(join(rig.library, path('restored')), join(rig.library, restoredFrom));
  const subject = (
    kind: FileMove['kind'],
    fileId: FileId,
    from: string,
    to: string | null,
    name: string,
  ) => ({
    ...{ kind, fileId, from, to, content: path(name) },
  });
  return [
    subject('file', moved, path('moved'), `${round}/deep/er.jpg`, 'moved'),
    subject('bin', binned, path('binned'), binPath({ id: binned, name: 'binned.jpg' }), 'binned'),
    subject('restore', restored, restoredFrom, path('restored'), 'restored'),
    subject('purge', purged, path('purged'), null, 'purged'),
  ];
}

/** Each file is there once, and where the catalogue says. */
async function check({ fileId, kind, from, to, content }: Subject): Promise<string> {
  const row = await rig.row(fileId);
  const isDone = to === null ? !rig.holds(from) : rig.holds(to);
  expect([kind, rig.read(from), to === null ? undefined : rig.read(to)]).toEqual([
    kind,
    isDone ? undefined : content,
    isDone && to !== null ? content : undefined,
  ]);
  const isBinned = row?.['unlisted_as'] === 'binned';
  if (kind === 'purge') expect(row === undefined).toBe(isDone);
  if (kind === 'file') expect(await rig.placeOf(fileId)).toBe(isDone ? to : from);
  if (kind === 'bin') expect(isBinned).toBe(isDone);
  if (kind === 'restore') expect(isBinned).toBe(!isDone);
  return `${kind} ${isDone ? 'done' : 'undone'}`;
}

const openMoves = () => rig.media.database.query('SELECT * FROM catalog.moves');

describe('cut short after any of its steps', () => {
  it.each([
    ['by link and unlink', undefined],
    ['to another disk', 'EXDEV'],
  ])('%s, each file is there once, and where the catalogue says', async (name, code) => {
    const outcomes = new Set<string>();
    for (let after = 1; ; after += 1) {
      expect(after).toBeLessThan(MOST_STEPS);
      const subjects = await prepare(`${name} ${after}`);
      linkFails = code;
      const hasEnded = await runAndKill({ moves: subjects }, after);
      await resume();
      linkFails = undefined;
      for (const subject of subjects) outcomes.add(await check(subject));
      expect(await openMoves()).toEqual([]);
      if (hasEnded) break;
    }
    expect([...outcomes].sort()).toEqual([
      ...['bin done', 'bin undone', 'file done', 'file undone'],
      ...['purge done', 'purge undone', 'restore done', 'restore undone'],
    ]);
  });

  it('a folder is at one place with all its files', async () => {
    const outcomes = new Set<boolean>();
    for (let after = 1; ; after += 1) {
      expect(after).toBeLessThan(MOST_STEPS);
      const [from, to] = [`folder ${after}`, `folders/${after}`];
      const ids = [await rig.put(`${from}/1.jpg`), await rig.put(`${from}/deep/2.jpg`)];
      const hasEnded = await runAndKill({ moves: [], folder: { from, to } }, after);
      await resume();
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
  it('files are moved all the same', async () => {
    const subjects = await prepare('no links');
    linkFails = 'EPERM';
    expect(await runAndKill({ moves: subjects }, Infinity)).toBe(true);
    linkFails = undefined;
    for (const subject of subjects) expect(await check(subject)).toBe(`${subject.kind} done`);
  });
});
