import type { FileKind, FileSummary } from '@hearth/contracts';
import { formatDay, formatDuration } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';

const KIND_WORDS: Record<FileKind, string> = {
  image: 'Photo',
  video: 'Video',
  audio: 'Music',
  document: 'Document',
  other: 'File',
};

/** What a screen reader says of a tile: `Video, beach.mp4, 12 seconds, taken 3 May 2024`. */
export function labelOf(file: FileSummary): string {
  return [
    KIND_WORDS[file.kind],
    visibleText(file.name),
    file.durationSec !== null && formatDuration(file.durationSec),
    file.takenAt === null ? `changed ${formatDay(file.modifiedAt)}` : `taken ${formatDay(file.takenAt)}`,
    file.state === 'indexing' && 'still being read',
    file.state === 'unreadable' && `could not be read${file.reason ? `: ${file.reason}` : ''}`,
  ]
    .filter((part) => part !== false)
    .join(', ');
}
