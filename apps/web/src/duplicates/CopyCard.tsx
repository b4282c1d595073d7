import type { FileSummary } from '@hearth/contracts';
import { FileName } from '../design/FileName.tsx';
import { formatBytes, formatDay } from '../design/format.ts';
import { FilePicture } from '../files/FilePicture.tsx';
import { KindIcon } from '../files/KindIcon.tsx';
import styles from './DuplicatesPage.module.css';

interface CopyCardProps {
  readonly file: FileSummary;
  /** The group of which one alone stays; without it each is chosen by itself. */
  readonly only?: string;
  readonly isKept: boolean;
  readonly onKeep: () => void;
}

/** One of several files that are much the same: what tells it from the others, and whether it stays. */
export function CopyCard({ file, only, isKept, onKeep }: CopyCardProps) {
  const isOneOfMany = only === undefined;
  return (
    <label className={styles.copy} data-kept={isKept}>
      <input
        className="visually-hidden"
        type={isOneOfMany ? 'checkbox' : 'radio'}
        {...(!isOneOfMany && { name: only })}
        checked={isKept}
        onChange={onKeep}
      />
      <span className={styles.picture}>
        {file.thumbnailUrl === null ? (
          <KindIcon kind={file.kind} size={32} />
        ) : (
          <FilePicture file={file} fit="contain" />
        )}
      </span>
      <span className={styles.name}>
        <FileName name={file.name} />
      </span>
      <span className={styles.facts}>
        <FileName name={file.folder === '' ? 'Library' : file.folder} />
        <br />
        {isOneOfMany ? differenceOf(file) : `came here ${formatDay(file.createdAt)}`}
      </span>
      <strong>{isKept ? 'Stays' : 'Keep this one'}</strong>
    </label>
  );
}

/** What one chooses by among pictures that look alike. */
function differenceOf({ width, height, sizeBytes }: FileSummary): string {
  return [width && height ? `${width} × ${height}` : '', formatBytes(sizeBytes)].filter(Boolean).join(', ');
}
