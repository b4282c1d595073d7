import type { FileSummary } from '@hearth/contracts';

/** The time a file is sorted by. */
export function timeOf(file: Pick<FileSummary, 'takenAt' | 'modifiedAt'>): string {
  return file.takenAt ?? file.modifiedAt;
}
