import type { FileSummary } from '@hearth/contracts';
import { createContext, use, useSyncExternalStore } from 'react';
import { FileSelection } from './file-selection.ts';

export const SelectionContext = createContext(new FileSelection());

export function useSelection(): FileSelection {
  return use(SelectionContext);
}

/** Whether one file is picked; draws anew only when that changes. */
export function useIsSelected(fileId: string): boolean {
  const selection = useSelection();
  return useSyncExternalStore(selection.subscribe, () => selection.has(fileId));
}

/** Whether anything is picked: then a touch picks more and opens nothing. */
export function useIsSelecting(): boolean {
  const selection = useSelection();
  return useSyncExternalStore(selection.subscribe, () => selection.getCount() > 0);
}

export function useSelectedFiles(): ReadonlyMap<string, FileSummary> {
  const selection = useSelection();
  return useSyncExternalStore(selection.subscribe, selection.getFiles);
}
