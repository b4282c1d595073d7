import type { MediaFacts } from './probe-result.js';
import { mostTrusted } from './taken.js';

/** One set of facts out of several readers' ones; an earlier reader's word stands, but for the time, which has an order of its own. */
export function mergeFacts(...sets: readonly MediaFacts[]): MediaFacts {
  const merged: MediaFacts = {};
  for (const facts of sets.toReversed()) {
    Object.assign(
      merged,
      Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    );
  }
  const taken = mostTrusted(sets.map((facts) => facts.taken));
  return taken ? { ...merged, taken } : merged;
}
