import { popular, type OutputOf, type Range } from '@hearth/contracts';
import type { FileKind, PopularBy } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatBytes, formatDuration } from '../design/format.ts';
import { request } from '../session/request.ts';
import { Card } from './Card.tsx';
import { FileThumb } from './FileThumb.tsx';
import { HowCounted } from './HowCounted.tsx';
import { INSIGHT_KEY } from './insight-updates.ts';
import { PopularControls } from './PopularControls.tsx';
import styles from './PopularList.module.css';

type PopularFile = OutputOf<typeof popular>['items'][number];

const SHOWN = 20;

const AMOUNT_BY: Record<PopularBy, (file: PopularFile) => number> = {
  streams: ({ streams }) => streams,
  downloads: ({ downloads }) => downloads,
  viewers: ({ viewers }) => viewers,
  watchTime: ({ watchTimeSec }) => watchTimeSec,
  completions: ({ completions }) => completions,
};

/** The files that were streamed most. */
export function PopularList({ range }: { readonly range: Range }) {
  const [{ by, kind }, setChosen] = useState<{ by: PopularBy; kind: FileKind | undefined }>({
    by: 'streams',
    kind: undefined,
  });
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'popular', range, by, kind],
    queryFn: () => request(popular, { query: { range, by, type: kind, limit: SHOWN } }),
    placeholderData: (previous) => previous,
  });
  const items = figures.data?.items ?? [];
  const amountOf = AMOUNT_BY[by];
  const most = Math.max(...items.map(amountOf), Number.MIN_VALUE);
  return (
    <Card
      title="Popular"
      error={figures.error}
      isReady={figures.data !== undefined}
      onRetry={() => void figures.refetch()}
    >
      <PopularControls by={by} kind={kind} onChange={setChosen} />
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
                <span className={styles.bar} style={{ width: `${(100 * amountOf(item)) / most}%` }} />
              </div>
            </li>
          ))}
        </ol>
      )}
      <HowCounted
        csv={`/api/analytics/popular?range=${range}&by=${by}${kind ? `&type=${kind}` : ''}&limit=200&format=csv`}
      >
        A stream is one person’s run with a file: 30 seconds or 5%, whichever is less. A download is the whole
        file. Time watched is told by our player; times over is that time by the file’s length.
      </HowCounted>
    </Card>
  );
}

function PopularName({ item }: { readonly item: PopularFile }) {
  return (
    <Link className={styles.name} href={`/insight/files/${item.fileId}`}>
      <FileName name={item.name} />
      {!item.inLibrary && ' (no longer in the library)'}
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
