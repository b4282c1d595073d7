import type { MediaFacts } from './probe-result.js';

/** One set of facts out of several readers' ones; an earlier reader's word stands. */
export function mergeFacts(...sets: readonly MediaFacts[]): MediaFacts {
  const merged: MediaFacts = {};
  for (const facts of sets.toReversed()) {
    Object.assign(
      merged,
      Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    );
  }
  return merged;
}
