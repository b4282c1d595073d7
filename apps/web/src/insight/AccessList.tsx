import { hasRole, type activity, type OutputOf } from '@hearth/contracts';
import { Download, Play } from 'lucide-react';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { formatAgo, formatBytes, formatDuration, formatExactly } from '../design/format.ts';
import { describeBrowser } from '../people/describe-browser.ts';
import { useSignedIn } from '../session/use-session.ts';
import styles from './AccessList.module.css';
import { percent } from './percent.ts';

export type Access = OutputOf<typeof activity>['items'][number];

interface AccessListProps {
  readonly items: readonly Access[];
  /** What the page is about goes without saying. */
  readonly leavesOut?: 'file' | 'person';
  /** Of the one file that all of them are of. */
  readonly durationSec?: number | null;
}

/** Who was served what, when, from where and how much of it. */
export function AccessList({ items, leavesOut, durationSec = null }: AccessListProps) {
  return (
    <ul className={styles.list}>
      {items.map((access) => (
        <AccessItem key={access.id} access={access} leavesOut={leavesOut} durationSec={durationSec} />
      ))}
    </ul>
  );
}

type AccessItemProps = Omit<AccessListProps, 'items' | 'durationSec'> & {
  readonly access: Access;
  readonly durationSec: number | null;
};

function AccessItem({ access, leavesOut, durationSec }: AccessItemProps) {
  const isDownload = access.access === 'download';
  const Icon = isDownload ? Download : Play;
  const sent = access.bytesServed > 0 ? formatBytes(access.bytesServed) : undefined;
  const did = isDownload ? 'downloaded' : access.playedSec > 0 ? 'played' : 'opened';
  return (
    <li className={styles.item}>
      <Icon size={17} aria-hidden />
      <div>
        <p>
          {leavesOut !== 'person' && (
            <>
              <PersonName access={access} />{' '}
            </>
          )}
          {leavesOut === 'person' ? capital(did) : did}
          {leavesOut !== 'file' && (
            <>
              {' '}
              <Link href={`/insight/files/${access.fileId}`}>
                {access.fileName === null ? 'a file that is gone' : <FileName name={access.fileName} />}
              </Link>
            </>
          )}
        </p>
        <p className={`${styles.soft} figures`} title={formatExactly(access.at)}>
          {[formatAgo(access.at), howMuch(access, durationSec), sent]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </p>
        <p className={styles.soft}>{fromWhere(access)}</p>
      </div>
    </li>
  );
}

function PersonName({ access: { userId, username, shareId } }: { readonly access: Access }) {
  const { role } = useSignedIn();
  const name = username ?? (shareId === null ? 'Somebody' : 'A guest');
  if (userId === null || username === null || !hasRole(role, 'admin')) return <strong>{name}</strong>;
  return <Link href={`/insight/people/${userId}`}>{name}</Link>;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** `12 minutes, 40% of it` of our player; `40% of it` where only what was sent is known. */
function howMuch({ playedSec, shareSent }: Access, durationSec: number | null): string | undefined {
  if (playedSec > 0) {
    const share = durationSec ? `, ${percent(playedSec / durationSec)} of it` : '';
    return `${formatDuration(playedSec)}${share}`;
  }
  return shareSent === null ? undefined : `${percent(shareSent)} of it`;
}

function fromWhere({ ip, userAgent, deviceId, shareId }: Access): string {
  const what = userAgent === '' ? [] : [describeBrowser(userAgent)];
  const where = ip === '' ? [] : [ip];
  const how = [...(deviceId ? ['paired device'] : []), ...(shareId ? ['by a share link'] : [])];
  const parts = [...what, ...where, ...how];
  // Of what came in the hub's own pieces the player alone tells, and it does not know from where.
  return parts.join(' · ');
}
