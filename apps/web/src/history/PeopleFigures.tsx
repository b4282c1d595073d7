import { hasRole, type fileInsight, type OutputOf } from '@hearth/contracts';
import { Link } from 'wouter';
import { countOf, formatAgo, formatDuration } from '../design/format.ts';
import { Card } from '../insight/Card.tsx';
import styles from '../insight/FigureList.module.css';
import { HOW_COUNTED } from '../insight/how-counted.ts';
import { HowCounted } from '../insight/HowCounted.tsx';
import { useSignedIn } from '../session/use-session.ts';

type PersonFigures = OutputOf<typeof fileInsight>['people'][number];

interface PeopleFiguresProps {
  readonly title: string;
  readonly people: readonly PersonFigures[];
  readonly csv: string;
}

/** Who had something, and how much; those first who had it last. */
export function PeopleFigures({ title, people, csv }: PeopleFiguresProps) {
  const { role } = useSignedIn();
  return (
    <Card title={title} error={null} isReady onRetry={() => undefined}>
      <ul className={styles.list}>
        {people.map((person, at) => (
          <li key={person.userId ?? at} className={styles.item}>
            {hasRole(role, 'admin') && person.username !== null ? (
              <Link href={`/insight/people/${person.userId}`}>{person.username}</Link>
            ) : (
              <span>{nameOf(person)}</span>
            )}
            <span className={`${styles.soft} figures`}>{figuresOf(person)}</span>
          </li>
        ))}
      </ul>
      <HowCounted csv={csv}>
        {HOW_COUNTED.streams} Whose name was taken off is counted without one.
      </HowCounted>
    </Card>
  );
}

function nameOf({ userId, username }: PersonFigures): string {
  return username ?? (userId === null ? 'Guests' : 'Somebody whose name is not kept');
}

function figuresOf({ streams, downloads, watchTimeSec, lastAt }: PersonFigures): string {
  return [
    countOf(streams, 'stream'),
    ...(watchTimeSec > 0 ? [formatDuration(watchTimeSec)] : []),
    ...(downloads > 0 ? [countOf(downloads, 'download')] : []),
    formatAgo(lastAt),
  ].join(' · ');
}
