import { useEffect, useState } from 'react';
import { countOf, formatAgo, formatBytes, formatExactly } from '../design/format.ts';
import styles from './Drop.module.css';
import { clearHistory, readHistory } from './history.ts';

const WORDS = { done: '', declined: ' (declined)', cancelled: ' (stopped)', failed: ' (failed)' } as const;

/** What came and went on this device; read anew whenever there is other news. */
export function DropHistory({ news }: { readonly news: string }) {
  const [entries, setEntries] = useState(readHistory);
  useEffect(() => setEntries(readHistory()), [news]);
  if (entries.length === 0) return null;
  return (
    <details className={styles.more}>
      <summary>What came and went</summary>
      <ul className={styles.history}>
        {entries.map((entry) => (
          <li key={`${entry.id} ${entry.at}`}>
            <span className={styles.content}>
              {entry.files > 1 ? countOf(entry.files, 'file') : entry.firstName.split('/').at(-1)}
            </span>
            <span className={styles.soft}>
              {entry.direction === 'in' ? 'from' : 'to'} {entry.peerName}
              {WORDS[entry.state]} · {entry.files > 0 && `${formatBytes(entry.bytes)} · `}
              <time dateTime={entry.at} title={formatExactly(entry.at)}>
                {formatAgo(entry.at)}
              </time>
            </span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button"
        onClick={() => {
          clearHistory();
          setEntries([]);
        }}
      >
        Clear this list
      </button>
    </details>
  );
}
