import { useSyncExternalStore } from 'react';

/** Files on their way onto this device. */
export interface Keeping {
  readonly files: number;
  readonly done: number;
  readonly failed: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly stop: () => void;
}

let keeping: Keeping | undefined;
const listeners = new Set<() => void>();

export function changeKeeping(next: Keeping | undefined): void {
  keeping = next;
  for (const listener of listeners) listener();
}

export function useKeeping(): Keeping | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => keeping,
  );
}
