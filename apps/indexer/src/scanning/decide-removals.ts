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
  | {
      readonly action: 'hold';
      readonly reason: 'everything vanished' | 'too much vanished' | 'held already';
    };

/**
 * Whether files that are no more on the disk leave the catalogue, with their tags and their history. A lost disk looks
 * like deleted files; so what is much at once is held until somebody confirms it.
 */
export function decideRemovals(facts: RemovalFacts): RemovalDecision {
  const { indexed, vanished, stillMissing, removedLately } = facts;
  if (stillMissing > 0) return { action: 'hold', reason: 'held already' };
  if (vanished === indexed && indexed > 1) return { action: 'hold', reason: 'everything vanished' };
  const gone = vanished + removedLately;
  const share = gone / Math.max(1, indexed + removedLately);
  if (gone > FEW_FILES && share > SUSPICIOUS_SHARE) return { action: 'hold', reason: 'too much vanished' };
  return { action: 'remove' };
}
