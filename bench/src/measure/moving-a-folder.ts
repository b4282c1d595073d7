import type { Queryable } from '../runners/catalogue.ts';
import { median } from './median.ts';

/** What the built catalogue of Hearth is asked here. */
export interface MovingCatalog {
  recordMovedFolder(manager: Queryable, move: { from: string; to: string; limit: number }): Promise<number>;
}

export interface MeasuredMove {
  readonly files: number;
  readonly sec: number;
  /** How long lists took that were asked for one after the other, beforehand and meanwhile. */
  readonly before: Waits;
  readonly meanwhile: Waits;
}

export interface Waits {
  readonly lists: number;
  readonly middleMs: number;
  readonly longestMs: number;
}

/** As media does it. */
const FILES_AT_ONCE = 2_000;
const LISTS_BEFORE = 100;

/** Gives all files of a folder their new place, as a move does, while somebody else looks at lists. */
export async function measureMove(
  catalog: MovingCatalog,
  mover: Queryable,
  lists: readonly (() => Promise<unknown>)[],
  { from, to }: { from: string; to: string },
): Promise<MeasuredMove> {
  const before = await watch(lists, (asked) => asked < LISTS_BEFORE);
  const start = performance.now();
  let isMoving = true;
  const moving = moveAll(catalog, mover, from, to).finally(() => (isMoving = false));
  const [files, meanwhile] = await Promise.all([moving, watch(lists, () => isMoving)]);
  return { files, sec: (performance.now() - start) / 1000, before, meanwhile };
}

async function moveAll(catalog: MovingCatalog, mover: Queryable, from: string, to: string): Promise<number> {
  let files = 0;
  for (;;) {
    await mover.query('BEGIN');
    const moved = await catalog.recordMovedFolder(mover, { from, to, limit: FILES_AT_ONCE });
    await mover.query('COMMIT');
    files += moved;
    if (moved < FILES_AT_ONCE) return files;
  }
}

async function watch(
  lists: readonly (() => Promise<unknown>)[],
  goesOn: (asked: number) => boolean,
): Promise<Waits> {
  const waits: number[] = [];
  while (goesOn(waits.length)) {
    const start = performance.now();
    await lists[waits.length % lists.length]?.();
    waits.push(performance.now() - start);
  }
  return { lists: waits.length, middleMs: median(waits), longestMs: Math.max(...waits) };
}
