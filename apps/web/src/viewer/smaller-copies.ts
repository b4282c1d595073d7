import type { FileId, FileSummary } from '@hearth/contracts';
import { createContext, use } from 'react';
import { hasSmallerCopy } from '../saving/decide-saving.ts';

interface SmallerCopies {
  readonly isSaving: boolean;
  /** Of these somebody asked for the original. */
  readonly asked: ReadonlySet<FileId>;
}

export const SmallerCopiesContext = createContext<SmallerCopies>({ isSaving: false, asked: new Set() });

/** Whether a picture is left at its smaller copy until somebody asks for more. */
export function isHeldBack(file: FileSummary | undefined, { isSaving, asked }: SmallerCopies): boolean {
  return file !== undefined && isSaving && hasSmallerCopy(file) && !asked.has(file.id);
}

/** What a picture's slide does about its original: holds it back, fetches it at once, or neither. */
export function useOriginalOf(file: FileSummary | undefined): { isHeld: boolean; isAsked: boolean } {
  const copies = use(SmallerCopiesContext);
  return { isHeld: isHeldBack(file, copies), isAsked: file !== undefined && copies.asked.has(file.id) };
}
