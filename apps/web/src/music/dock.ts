import { useEffect, useSyncExternalStore } from 'react';

/*
 * Whether there is music to control, for the shell: all that belongs to it is fetched by those who play something.
 */
let endMusic: (() => void) | undefined;
const listeners = new Set<() => void>();

export function openDock(end: () => void): void {
  endMusic = end;
  for (const listener of listeners) listener();
}

export function closeDock(): void {
  endMusic = undefined;
  for (const listener of listeners) listener();
}

export function useIsDockOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => endMusic !== undefined,
  );
}

/** Its players stand in no page, so nothing else would end it for who is signed out, here or from elsewhere. */
export function useMusicEndsHere(): void {
  useEffect(() => () => endMusic?.(), []);
}
