import type { FileSummary } from '@hearth/contracts';
import { formatBytes } from '../design/format.ts';
import styles from './SmallerCopyNote.module.css';

interface SmallerCopyNoteProps {
  readonly file: FileSummary;
  readonly onOriginal: () => void;
}

/** Says that what is seen is a smaller copy, and leads to the original. */
export function SmallerCopyNote({ file, onOriginal }: SmallerCopyNoteProps) {
  return (
    <button
      type="button"
      className={styles.note}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        onOriginal();
      }}
    >
      Smaller copy · <strong>Original, {formatBytes(file.sizeBytes)}</strong>
    </button>
  );
}
