import { fileThumbnail, urlOf, type FileKind } from '@hearth/contracts';
import { useState } from 'react';
import { KindIcon } from '../files/KindIcon.tsx';
import styles from './FileThumb.module.css';

interface FileThumbProps {
  readonly fileId: string;
  readonly kind: FileKind;
  /** False for a file that has left the library: its picture went with it. */
  readonly inLibrary: boolean;
}

/** A small square picture of a file, or the sign of its kind. */
export function FileThumb({ fileId, kind, inLibrary }: FileThumbProps) {
  const [isMissing, setMissing] = useState(false);
  return (
    <span className={styles.thumb}>
      {isMissing || !inLibrary ? (
        <KindIcon kind={kind} size={22} />
      ) : (
        <img
          src={urlOf(fileThumbnail, { params: { id: fileId }, query: { size: 'grid' } })}
          alt=""
          loading="lazy"
          onError={() => setMissing(true)}
        />
      )}
    </span>
  );
}
