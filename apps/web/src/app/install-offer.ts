import { useSyncExternalStore } from 'react';

/** Chromium's offer to install the app; other browsers know no such event. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallEvent | undefined;
const listeners = new Set<() => void>();

/** The offer comes once, soon after the page was opened, and must be kept until somebody wants it. */
export function keepInstallOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    change(event as InstallEvent);
  });
  window.addEventListener('appinstalled', () => change(undefined));
}

export function useInstallOffer(): (() => void) | undefined {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offer,
  );
  if (!current) return undefined;
  return () => {
    change(undefined); // An offer can be taken up once.
    void current.prompt();
  };
}

/** iPhones and iPads install from the share menu, and nothing can open that for them. */
export function isInstalledByHand(userAgent: string, isStandalone: boolean): boolean {
  return !isStandalone && /iPhone|iPad/.test(userAgent);
}

function change(next: InstallEvent | undefined): void {
  offer = next;
  for (const listener of listeners) listener();
}
