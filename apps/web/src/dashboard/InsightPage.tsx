import { hasRole } from '@hearth/contracts';
import { Lock } from 'lucide-react';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { ActivityList } from '../insight/ActivityList.tsx';
import styles from './InsightPage.module.css';
import { Engagement } from '../insight/Engagement.tsx';
import { NeverWatched } from '../storage/NeverWatched.tsx';
import { NowPlaying } from '../insight/NowPlaying.tsx';
import { PopularList } from '../insight/PopularList.tsx';
import { RangePicker } from '../insight/RangePicker.tsx';
import { Searches } from '../insight/Searches.tsx';
import { useRange } from '../insight/use-range.ts';
import { StorageSummary } from '../storage/StorageSummary.tsx';

/** Who watches what, and what the library holds. Editors see the figures of their own files. */
export default function InsightPage() {
  const { role } = useSignedIn();
  const [chosen, setChosen] = useRange('7d');
  useScrollMemory('insight');
  if (!hasRole(role, 'editor')) {
    return (
      <Face icon={Lock} title="Insight is for editors" level={1}>
        <p>Whoever looks after this hub can give you that role.</p>
      </Face>
    );
  }
  const isAdmin = hasRole(role, 'admin');
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>Insight</h1>
        <RangePicker value={chosen} onChange={setChosen} />
      </header>
      <div className={styles.columns} data-wide={isAdmin}>
        <div className={styles.side}>
          {isAdmin && <NowPlaying />}
          <PopularList range={chosen} />
          {isAdmin && <StorageSummary />}
          {isAdmin && <NeverWatched />}
        </div>
        {isAdmin && (
          <div className={styles.side}>
            <Engagement range={chosen} />
            <Searches />
            <ActivityList title="Latest activity" />
          </div>
        )}
      </div>
    </div>
  );
}
