import type { Person } from '@hearth/contracts';
import { Settings2 } from 'lucide-react';
import { countOf, formatAgo, formatBytes, formatExactly } from '../design/format.ts';
import styles from './PersonCard.module.css';
import { ROLE_OPTIONS } from './use-people.ts';

interface PersonCardProps {
  readonly person: Person;
  readonly isSelf: boolean;
  readonly onOpen: () => void;
}

export function PersonCard({ person, isSelf, onOpen }: PersonCardProps) {
  const { username, role, lastSeenAt, sessions, devices, quotaBytes, usedBytes } = person;
  return (
    <li className="list-card">
      <span className={styles.initial} aria-hidden>
        {username.slice(0, 1).toUpperCase()}
      </span>
      <div className="list-card-facts">
        <h2 className="list-card-name">
          {username}
          {isSelf && ' (you)'}
        </h2>
        <p>
          {ROLE_OPTIONS.find(({ value }) => value === role)?.label}
          {' · '}
          {lastSeenAt === null ? (
            'not signed in'
          ) : (
            <span title={formatExactly(lastSeenAt)}>seen {formatAgo(lastSeenAt)}</span>
          )}
        </p>
        <p className="figures">
          {countOf(sessions, 'session')} · {countOf(devices, 'device')}
        </p>
        {(usedBytes > 0 || quotaBytes !== null) && (
          <p className="figures">
            {formatBytes(usedBytes)}
            {quotaBytes !== null && ` of ${formatBytes(quotaBytes)}`} brought in
          </p>
        )}
      </div>
      <button type="button" className="icon-button" aria-label={`Change ${username}`} onClick={onOpen}>
        <Settings2 size={20} aria-hidden />
      </button>
    </li>
  );
}
