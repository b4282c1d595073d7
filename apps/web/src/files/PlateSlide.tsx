import { downloadFile, urlOf, type FileSummary } from '@hearth/contracts';
import { Download, FileWarning } from 'lucide-react';
import { FileName } from '../design/FileName.tsx';
import { formatBytes } from '../design/format.ts';
import { KindIcon } from './KindIcon.tsx';
import { reasonOf } from './reason-of.ts';
import styles from './PlateSlide.module.css';

interface PlateSlideProps {
  readonly file: FileSummary;
  /** Why there is no more to see. */
  readonly note?: string;
}

/** What there is no picture of: its name, why, and the file itself to take away. */
export function PlateSlide({ file, note }: PlateSlideProps) {
  const isUnreadable = file.state === 'unreadable';
  return (
    <div className={styles.plate}>
      {isUnreadable ? (
        <FileWarning size={56} strokeWidth={1.3} aria-hidden />
      ) : (
        <KindIcon kind={file.kind} size={56} />
      )}
      <h2 className={styles.name}>
        <FileName name={file.name} />
      </h2>
      <p className={styles.note}>{note ?? noteOf(file)}</p>
      <a
        className="button"
        href={urlOf(downloadFile, { params: { id: file.id }, query: undefined })}
        download={file.name}
      >
        <Download size={18} aria-hidden />
        Download {formatBytes(file.sizeBytes)}
      </a>
    </div>
  );
}

function noteOf(file: FileSummary): string {
  if (file.state === 'indexing') return 'Hearth is still reading this file. Its picture comes in a moment.';
  if (file.state === 'ready' && (file.kind === 'document' || file.kind === 'other'))
    return 'Files of this kind can’t be read here. Download it for an app that knows it.';
  if (file.state === 'unreadable' || file.reason) return reasonOf(file);
  return 'There is no picture of this kind of file.';
}
