import { findDueRenditions, RENDITION_STEP } from '@hearth/catalog';
import { defineFlow } from '../flows/define-flow.js';

const A_DAY_MS = 24 * 3_600_000;

/**
 * One film at a time in each copy, as the encoder takes all the processor it gets. Only the most urgent stands in the queue: which that
 * is changes with each person who opens a film.
 */
export const renditionFlow = defineFlow({
  name: RENDITION_STEP,
  concurrency: 1,
  attempts: 2,
  lastsAtMostMs: A_DAY_MS,
  // Somebody looks at a black picture meanwhile.
  lookEveryMs: 300,
  findDue: (database) => findDueRenditions(database, 1),
});
