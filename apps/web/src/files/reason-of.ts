import type { FileSummary } from '@hearth/contracts';

/** Why a file could not be read, or has no whole picture, as a sentence's start. */
export function reasonOf({ reason }: Pick<FileSummary, 'reason'>): string {
  if (!reason) return 'Could not be read';
  return reason.slice(0, 1).toUpperCase() + reason.slice(1);
}
