import type { FileSummary } from '@hearth/contracts';
import { useEffect, type RefObject } from 'react';
import { useStable } from '../design/use-stable.ts';
import { rangeBetween } from './file-selection.ts';
import { useLongPress } from './use-long-press.ts';
import { useSelection } from './use-selection.ts';

/** Picking from a list that is here: one by one, with shift all between, by a long touch all that it is drawn over. */
export function usePickFrom(files: readonly FileSummary[], container: RefObject<HTMLElement | null>) {
  const selection = useSelection();
  const range = useStable((fromId: string, toId: string) => rangeBetween(files, fromId, toId));
  const find = useStable((fileId: string) => files.find(({ id }) => id === fileId));
  useLongPress(container, selection, find, range);
  useClearByEscape();
  return useStable((file: FileSummary, event: { readonly shiftKey: boolean }) => {
    const between =
      event.shiftKey && selection.anchorId !== undefined ? range(selection.anchorId, file.id) : [];
    if (between.length > 0) selection.add(between);
    else selection.toggle(file);
  });
}

export function useClearByEscape(): void {
  const selection = useSelection();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && selection.getCount() > 0 && !document.querySelector('dialog[open]'))
        selection.clear();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [selection]);
}
