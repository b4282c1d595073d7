import { endSession, type Person, type Session } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { formatAgo, formatExactly } from '../design/format.ts';
import { request } from '../session/request.ts';
import { describeBrowser } from './describe-browser.ts';
import styles from './SessionList.module.css';
import { PEOPLE_KEY, SESSIONS_KEY, useSessions } from './use-people.ts';

/** Where somebody is signed in, each with its end. */
export function SessionList({ userId }: { readonly userId?: Person['id'] }) {
  const sessions = useSessions(userId);
  if (sessions.isPending) return <p className="hint">Looking…</p>;
  if (!sessions.data) {
    return (
      <div className="complaint" role="alert">
        <p>{sessions.error.message}</p>
        <button type="button" className="button" onClick={() => void sessions.refetch()}>
          Try again
        </button>
      </div>
    );
  }
  if (sessions.data.items.length === 0) return <p className="hint">Nowhere at the moment.</p>;
  const ownFirst = sessions.data.items.toSorted((one, other) => Number(other.current) - Number(one.current));
  return (
    <ul className="plain-list" aria-label="Open sessions">
      {ownFirst.map((session) => (
        <SessionItem key={session.id} session={session} />
      ))}
    </ul>
  );
}

function SessionItem({ session }: { readonly session: Session }) {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => request(endSession, { params: { id: session.id } }),
    onSuccess: () =>
      Promise.all([SESSIONS_KEY, PEOPLE_KEY].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  const name = session.device?.name ?? describeBrowser(session.userAgent);
  const Icon = session.device ? Smartphone : Monitor;
  return (
    <li className={styles.session}>
      <Icon size={20} aria-hidden />
      <div className={styles.facts}>
        <p className={styles.name}>
          {name}
          {session.current && <span> · this one</span>}
        </p>
        <p className="hint" title={formatExactly(session.lastSeenAt)}>
          Seen {formatAgo(session.lastSeenAt)}
          {session.ip !== null && ` · ${session.ip}`}
        </p>
        <p className="hint">Signed in {formatExactly(session.createdAt)}</p>
        {end.isError && (
          <p className="hint" role="alert">
            {end.error.message}
          </p>
        )}
      </div>
      {!session.current && (
        <button
          type="button"
          className="button"
          aria-label={`End the session on ${name}, signed in ${formatExactly(session.createdAt)}`}
          disabled={end.isPending}
          onClick={() => end.mutate()}
        >
          End
        </button>
      )}
    </li>
  );
}
