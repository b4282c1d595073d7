import { useSyncExternalStore } from 'react';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly isFailure: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read it and to reach for Undo. */
const SHOWN_MS = 9_000;
const MOST = 3;

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says in a line what was done or went wrong, wherever one is, with a way back where there is one. */
export function showNotice(text: string, options: Partial<Pick<Notice, 'isFailure' | 'action'>> = {}): void {
  const id = (lastId += 1);
  change([...notices.slice(1 - MOST), { id, text, isFailure: false, ...options }]);
  setTimeout(() => hideNotice(id), SHOWN_MS);
}

export function hideNotice(id: number): void {
  change(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
}

function change(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}
