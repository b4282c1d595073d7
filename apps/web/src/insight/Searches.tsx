import { searchInsights } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { countOf } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { request } from '../session/request.ts';
import { Card } from './Card.tsx';
import { HowCounted } from './HowCounted.tsx';
import { INSIGHT_KEY } from './insight-updates.ts';
import styles from './FigureList.module.css';

const SHOWN = 8;

/** What people look for and do not find: mostly something that should be there, or be called so. */
export function Searches() {
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'searches'],
    queryFn: () => request(searchInsights, { query: { limit: SHOWN } }),
  });
  const items = figures.data?.foundNothing ?? [];
  return (
    <Card
      title="Searched, not found"
      error={figures.error}
      isReady={figures.data !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {items.length === 0 && <p className={styles.soft}>Everybody found what they looked for.</p>}
      <ul className={styles.list}>
        {items.map(({ query, foundNothing }) => (
          <li key={query} className={styles.item}>
            <Link href={`/search?query=${encodeURIComponent(query)}`}>{visibleText(query)}</Link>
            <span className={`${styles.soft} figures`}>{countOf(foundNothing, 'time')}</span>
          </li>
        ))}
      </ul>
      <HowCounted
        csv="/api/analytics/search-insights?table=nothing&format=csv&limit=200"
        further={{ label: 'CSV of all', href: '/api/analytics/search-insights?format=csv&limit=200' }}
      >
        A search counts once whoever typed it pauses for three seconds. Who it was is not kept.
      </HowCounted>
    </Card>
  );
}
