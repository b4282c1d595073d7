import { storageSummary, type FileKind } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { countOf, formatBytes } from '../design/format.ts';
import { request } from '../session/request.ts';
import { Card } from './Card.tsx';
import { INSIGHT_KEY } from './insight-updates.ts';
import styles from './StorageSummary.module.css';

const WORDS: Record<FileKind, string> = {
  image: 'Photos',
  video: 'Videos',
  audio: 'Music',
  document: 'Documents',
  other: 'Other',
};

/** How much the library holds, and of what. */
export function StorageSummary() {
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'storage'],
    queryFn: () => request(storageSummary, { query: {} }),
  });
  const summary = figures.data;
  const kinds = (summary?.byType ?? [])
    .filter(({ files }) => files > 0)
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
  return (
    <Card
      title="Storage"
      error={figures.error}
      isReady={summary !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {summary && (
        <>
          <p className={styles.total}>
            <strong className="figures">{formatBytes(summary.totalBytes)}</strong> in{' '}
            {countOf(summary.totalFiles, 'file')}
          </p>
          <div className={styles.bar} aria-hidden>
            {kinds.map(({ kind, sizeBytes }) => (
              <span key={kind} style={{ flexGrow: sizeBytes, background: `var(--kind-${kind})` }} />
            ))}
          </div>
          <ul className={styles.legend}>
            {kinds.map(({ kind, files, sizeBytes }) => (
              <li key={kind}>
                <span className={styles.dot} style={{ background: `var(--kind-${kind})` }} />
                <span>{WORDS[kind]}</span>
                <span className={`${styles.amount} figures`} title={countOf(files, 'file')}>
                  {formatBytes(sizeBytes)}
                </span>
              </li>
            ))}
          </ul>
          {summary.daysUntilFull !== null && (
            <p className={styles.full}>
              At this pace the disk is full in about {countOf(Math.round(summary.daysUntilFull), 'day')}.
            </p>
          )}
        </>
      )}
    </Card>
  );
}
