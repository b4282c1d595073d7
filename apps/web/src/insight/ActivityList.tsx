import { activity, type OutputOf } from '@hearth/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, Play } from 'lucide-react';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { formatAgo, formatBytes, formatExactly } from '../design/format.ts';
import { request } from '../session/request.ts';
import styles from './ActivityList.module.css';
import { Card } from './Card.tsx';
import { INSIGHT_KEY } from './insight-updates.ts';

type Access = OutputOf<typeof activity>['items'][number];

const PAGE_SIZE = 15;

/** Who was served what, newest first. */
export function ActivityList() {
  const figures = useInfiniteQuery({
    queryKey: [...INSIGHT_KEY, 'activity'],
    queryFn: ({ pageParam }) => request(activity, { query: { limit: PAGE_SIZE, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const items = figures.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card
      title="Latest activity"
      error={figures.error}
      isReady={figures.data !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {items.length === 0 && <p className={styles.soft}>Nobody has watched or downloaded anything yet.</p>}
      <ul className={styles.list}>
        {items.map((access) => (
          <AccessItem key={access.id} access={access} />
        ))}
      </ul>
      {figures.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={figures.isFetchingNextPage}
          onClick={() => void figures.fetchNextPage()}
        >
          Show more
        </button>
      )}
    </Card>
  );
}

function AccessItem({ access }: { readonly access: Access }) {
  const Icon = access.access === 'download' ? Download : Play;
  return (
    <li className={styles.item}>
      <Icon size={17} aria-hidden />
      <p>
        <strong>{access.username ?? 'Somebody'}</strong>{' '}
        {access.access === 'download' ? 'downloaded' : 'opened'}{' '}
        <Link href={`/photo/${access.fileId}`} state={{ hasOpener: true }}>
          {access.fileName === null ? 'a file that is gone' : <FileName name={access.fileName} />}
        </Link>
        <span
          className={`${styles.soft} figures`}
          title={`${formatExactly(access.lastAt)}, from ${access.ip}`}
        >
          {formatAgo(access.lastAt)} · {formatBytes(access.bytesServed)} · {access.ip}
        </span>
      </p>
    </li>
  );
}
