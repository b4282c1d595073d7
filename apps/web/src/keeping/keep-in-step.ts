import { listPins, type FileSummary } from '@hearth/contracts';
import { requestAll } from '../session/request-all.ts';
import { decideStep } from './decide-step.ts';
import { keep } from './keep-files.ts';
import { findKept, takeUp } from './kept-store.ts';

/** Lets what changed at the hub change here, and what it notes no more go. */
export async function keepInStep(): Promise<void> {
  await navigator.locks.request('hearth-kept-step', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const [kept, noted] = await Promise.all([findKept(), requestAll(listPins, {})]);
    const { gone, fetched } = decideStep(kept, noted.items as readonly FileSummary[]);
    for (const { id } of gone) await takeUp(id);
    for (const file of fetched) await keep(file, new AbortController().signal);
  });
}
