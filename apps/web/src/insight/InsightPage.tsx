import { hasRole, range, type Range } from '@hearth/contracts';
import { Lock } from 'lucide-react';
import { useSearchParams } from 'wouter';
import { useScrollMemory } from '../app/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { ActivityList } from './ActivityList.tsx';
import styles from './InsightPage.module.css';
import { Engagement } from './Engagement.tsx';
import { NeverWatched } from './NeverWatched.tsx';
import { NowPlaying } from './NowPlaying.tsx';
import { PopularList } from './PopularList.tsx';
import { RangePicker } from './RangePicker.tsx';
import { Searches } from './Searches.tsx';
import { StorageSummary } from './StorageSummary.tsx';

const DEFAULT_RANGE: Range = '7d';

/** Who watches what, and what the library holds. Editors see the figures of their own files. */
export default function InsightPage() {
  const { role } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  useScrollMemory('insight');
  if (!hasRole(role, 'editor')) {
    return (
      <Face icon={Lock} title="Insight is for editors" level={1}>
        <p>Whoever looks after this hub can give you that role.</p>
      </Face>
    );
  }
  const chosen = range.safeParse(search.get('range')).data ?? DEFAULT_RANGE;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>Insight</h1>
        <RangePicker value={chosen} onChange={(next) => setSearch({ range: next }, { replace: true })} />
      </header>
      <div className={styles.columns} data-wide={hasRole(role, 'admin')}>
        <PopularList range={chosen} />
        {hasRole(role, 'admin') && (
          <div className={styles.side}>
            <NowPlaying />
            <Engagement range={chosen} />
            <StorageSummary />
            <NeverWatched />
            <Searches />
            <ActivityList title="Latest activity" />
          </div>
        )}
      </div>
    </div>
  );
}
