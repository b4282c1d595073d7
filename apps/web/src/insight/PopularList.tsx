import { popular, POPULAR_BY, type OutputOf, type Range } from '@hearth/contracts';
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
    queryFn: () => request(popular, { query: { range, by, type: kind, limit: SHOWN, compare: 'previous' } }),
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
                <p className={`${styles.figures} figures`}>{figuresOf(item, by)}</p>
                <span className={styles.bar} style={{ width: `${(100 * amountOf(item)) / most}%` }} />
              </div>
            </li>
          ))}
        </ol>
      )}
      <HowCounted
        csv={`/api/analytics/popular?range=${range}&by=${by}${kind ? `&type=${kind}` : ''}&compare=previous&limit=200&format=csv`}
      >
        A stream is one person’s run with a file: 30 seconds or 5%, whichever is less. A download is the whole
        file. Time watched is told by our player; times over is that time by the file’s length. “Before” is
        the time span of the same length right before this one.
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

/** By the measure of the list with what it was in the range before, then the others. */
function figuresOf(item: PopularFile, by: PopularBy): string {
  const figures: Record<PopularBy, (of: Measures) => string | undefined> = {
    streams: ({ streams }) => countOf(streams, 'stream'),
    viewers: ({ viewers }) => countOf(viewers, 'viewer'),
    watchTime: ({ watchTimeSec: sec }) => (sec > 0 ? `${formatDuration(sec)} watched` : undefined),
    completions: ({ completions }) => (by === 'completions' ? timesOver(completions) : undefined),
    downloads: ({ downloads }) => (downloads > 0 ? countOf(downloads, 'download') : undefined),
  };
  const before = item.previous && beforeOf(item.previous, by);
  const first = [figures[by](item), before].filter((part) => part != null).join(', ');
  const rest = POPULAR_BY.filter((one) => one !== by).map((one) => figures[one](item));
  return [first, ...rest, formatBytes(item.bytesServed)].filter((part) => part !== undefined).join(' · ');
}

type Measures = NonNullable<PopularFile['previous']>;

function beforeOf(previous: Measures, by: PopularBy): string {
  const amounts: Record<PopularBy, string> = {
    streams: previous.streams.toLocaleString('en'),
    viewers: previous.viewers.toLocaleString('en'),
    downloads: previous.downloads.toLocaleString('en'),
    watchTime: formatDuration(previous.watchTimeSec),
    completions: previous.completions.toFixed(1),
  };
  return `${amounts[by]} before`;
}

function timesOver(completions: number): string {
  return `${completions.toFixed(1)} times over`;
}
