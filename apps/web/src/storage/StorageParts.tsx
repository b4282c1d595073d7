import { useState } from 'react';
import { Treemap } from '../charts/Treemap.tsx';
import { countOf } from '../design/format.ts';
import type { StoragePart } from './storage-parts.ts';
import styles from './StorageSummary.module.css';

interface StoragePartsProps {
  readonly parts: readonly StoragePart[];
  readonly onOpen: (folder: string) => void;
}

const SHOWN = 8;

/** The parts as a map, and as a list with their figures. */
export function StorageParts({ parts, onOpen }: StoragePartsProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? parts : parts.slice(0, SHOWN);
  return (
    <>
      {parts.length > 0 && <Treemap parts={parts} />}
      <ul className={styles.legend}>
        {shown.map((part) => (
          <li key={part.key}>
            <span className={styles.dot} style={{ background: part.colour }} />
            {part.folder === undefined ? (
              <span className={styles.label}>{part.label}</span>
            ) : (
              <button type="button" className={styles.label} onClick={() => onOpen(part.folder ?? '')}>
                {part.label}
              </button>
            )}
            <span className={`${styles.amount} figures`}>
              {part.figure} · {countOf(part.files, 'file')}
            </span>
          </li>
        ))}
      </ul>
      {parts.length > shown.length && (
        <button type="button" className="button" onClick={() => setWhole(true)}>
          All {parts.length}
        </button>
      )}
    </>
  );
}
