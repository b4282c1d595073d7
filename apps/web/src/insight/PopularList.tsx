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
                <p className={`${styles.figures} figures`}>
                  {figuresOf(item, by)}
                  {item.previous && <PopularBefore previous={item.previous} by={by} />}
                </p>
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

type Measures = NonNullable<PopularFile['previous']>;

const WORDS: Record<PopularBy, (of: Measures) => string> = {
  streams: ({ streams }) => countOf(streams, 'stream'),
  viewers: ({ viewers }) => countOf(viewers, 'viewer'),
  watchTime: ({ watchTimeSec }) => `${formatDuration(watchTimeSec)} watched`,
  downloads: ({ downloads }) => countOf(downloads, 'download'),
  completions: ({ completions }) => `${completions.toFixed(1)} times over`,
};

const ALWAYS_SAID: readonly PopularBy[] = ['streams', 'viewers'];
const SAID_WHERE_ANY: readonly PopularBy[] = ['watchTime', 'downloads'];

/** The measure of the list, then the others. */
function figuresOf(item: PopularFile, by: PopularBy): string {
  const said = [...ALWAYS_SAID, ...SAID_WHERE_ANY.filter((measure) => AMOUNT_BY[measure](item) > 0)];
  const figures = [...new Set([by, ...said])].map((measure) => WORDS[measure](item));
  return [...figures, formatBytes(item.bytesServed)].join(' · ');
}

/** What the measure of the list was in the range before. */
function PopularBefore({ previous, by }: { readonly previous: Measures; readonly by: PopularBy }) {
  return (
    <>
      {' · '}
      <span className={styles.before}>{WORDS[by](previous)} before</span>
    </>
  );
}
