import type { LossSign } from './mount-points.js';

/** Below this many, a small library could hardly be tidied up without being asked. */
const FEW_FILES = 10;
const SUSPICIOUS_SHARE = 0.1;

export interface RemovalFacts {
  /** Rows of the catalogue, missing ones too. */
  readonly indexed: number;
  /** Rows whose file was not on the disk at this look for the first time. */
  readonly vanished: number;
  /** Rows whose file was missing already and still is. */
  readonly stillMissing: number;
  /** Rows that were removed within the last minute: a folder that is being emptied vanishes bit by bit. */
  readonly removedLately: number;
}

export type RemovalDecision =
  | { readonly action: 'remove' }
  | { readonly action: 'hold'; readonly reason: 'everything vanished' | 'too much vanished' };

/**
 * Whether files that are no more on the disk leave the lists, or are held until somebody confirms it: a lost disk looks like
 * deleted files. What is held is judged anew together with what vanishes later, and when much of it has come back.
 */
export function decideRemovals(facts: RemovalFacts): RemovalDecision {
  const { indexed, vanished, stillMissing, removedLately } = facts;
  const missing = vanished + stillMissing;
  if (missing === indexed && indexed > 1) return { action: 'hold', reason: 'everything vanished' };
  const gone = missing + removedLately;
  const share = gone / Math.max(1, indexed + removedLately);
  if (gone > FEW_FILES && share > SUSPICIOUS_SHARE) return { action: 'hold', reason: 'too much vanished' };
  return { action: 'remove' };
}

/** One file alone may have been all there was in a folder that somebody wants to keep. */
const SUSPICIOUS_IN_FOLDER = 2;

/** Whether files that vanished at a place with such a sign are held, however few they are of all. */
export function isHeldFor(sign: LossSign, files: number): boolean {
  return sign === 'another disk' || files >= SUSPICIOUS_IN_FOLDER;
}
