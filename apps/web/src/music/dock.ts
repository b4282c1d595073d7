import { useSyncExternalStore } from 'react';

/*
 * Whether there is music to control, for the shell: all that belongs to it is fetched by those who play something.
 */
let isOpen = false;
const listeners = new Set<() => void>();

export function setDockOpen(open: boolean): void {
  isOpen = open;
  for (const listener of listeners) listener();
}

export function useIsDockOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOpen,
  );
}
