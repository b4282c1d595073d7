import { useSyncExternalStore } from 'react';
import { decideSaving, SAVING_CHOICES, type Line, type SavingChoice } from './decide-saving.ts';

const KEY = 'hearth.saving';
const listeners = new Set<() => void>();

const findLine = () => (navigator as Navigator & { connection?: Line & EventTarget }).connection;

export function findSavingChoice(): SavingChoice {
  const stored = localStorage.getItem(KEY);
  return SAVING_CHOICES.find((choice) => choice === stored) ?? 'slow';
}

/** Of this device: the same person may want it on a phone and not at a desk. */
export function chooseSaving(choice: SavingChoice): void {
  localStorage.setItem(KEY, choice);
  for (const listener of listeners) listener();
}

export function isSaving(): boolean {
  return decideSaving(findSavingChoice(), findLine());
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  findLine()?.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    findLine()?.removeEventListener('change', listener);
  };
}

export function useSavingChoice(): SavingChoice {
  return useSyncExternalStore(listen, findSavingChoice);
}

/** Whether smaller copies are shown at this moment. */
export function useIsSaving(): boolean {
  return useSyncExternalStore(listen, isSaving);
}
