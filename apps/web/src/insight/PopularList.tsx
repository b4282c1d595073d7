import { popular, type OutputOf, type Range } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatBytes, formatDuration } from '../design/format.ts';
import { request } from '../session/request.ts';
import { Card } from './Card.tsx';
import { FileThumb } from './FileThumb.tsx';
import { INSIGHT_KEY } from './insight-updates.ts';
import styles from './PopularList.module.css';

type PopularFile = OutputOf<typeof popular>['items'][number];

const SHOWN = 20;

/** The files that were streamed most. */
export function PopularList({ range }: { readonly range: Range }) {
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'popular', range],
    queryFn: () => request(popular, { query: { range, limit: SHOWN } }),
    placeholderData: (previous) => previous,
  });
  const items = figures.data?.items ?? [];
  const most = Math.max(1, ...items.map(({ streams }) => streams));
  return (
    <Card
      title="Popular"
      error={figures.error}
      isReady={figures.data !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {items.length === 0 ? (
        <p className={styles.nothing}>
          Nothing was watched in this time. Play something, and it shows up here.
        </p>
      ) : (
        <ol className={styles.list}>
          {items.map((item) => (
            <li key={item.fileId} className={styles.item}>
              <FileThumb fileId={item.fileId} kind={item.kind} inLibrary={item.inLibrary} />
              <div className={styles.words}>
                <PopularName item={item} />
                <p className={`${styles.figures} figures`}>{figuresOf(item)}</p>
                <span className={styles.bar} style={{ width: `${(100 * item.streams) / most}%` }} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function PopularName({ item }: { readonly item: PopularFile }) {
  if (!item.inLibrary) {
    return (
      <p className={styles.name}>
        <FileName name={item.name} /> (no longer in the library)
      </p>
    );
  }
  return (
    <Link className={styles.name} href={`/photo/${item.fileId}`} state={{ hasOpener: true }}>
      <FileName name={item.name} />
    </Link>
  );
}

function figuresOf(item: PopularFile): string {
  return [
    countOf(item.streams, 'stream'),
    countOf(item.viewers, 'viewer'),
    item.watchTimeSec > 0 && `${formatDuration(item.watchTimeSec)} watched`,
    item.downloads > 0 && countOf(item.downloads, 'download'),
    formatBytes(item.bytesServed),
  ]
    .filter((part) => part !== false)
    .join(' · ');
}
