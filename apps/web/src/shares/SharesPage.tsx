import { hasRole, type Share, type ShareId } from '@hearth/contracts';
import { Images, Inbox, Link2, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { countOf, formatExactly } from '../design/format.ts';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { describeContent, describeEnd, describeUses, nameOfShare } from './describe-share.ts';
import { ShareDetailSheet } from './ShareDetailSheet.tsx';
import { ShareSheet } from './ShareSheet.tsx';
import styles from './SharesPage.module.css';
import { useShares } from './use-shares.ts';

/** The links that were made: who opened them how often, and their end. */
export default function SharesPage() {
  const { id: ownId, role } = useSignedIn();
  const list = useShares();
  const [openId, setOpenId] = useState<ShareId>();
  const [isAsking, setAsking] = useState(false);
  useScrollMemory('shares');
  return (
    <Page
      title="Shared links"
      lead={
        hasRole(role, 'admin')
          ? 'All that people of this house share with others. Ended links stay here for 90 days.'
          : 'What you share with people who have no account. Ended links stay here for 90 days.'
      }
      action={
        <button type="button" className="button" onClick={() => setAsking(true)}>
          <Inbox size={18} aria-hidden />
          Collect photos
        </button>
      }
    >
      {list.isPending ? (
        <PageSkeleton />
      ) : list.data === undefined ? (
        <ProblemFace error={list.error} onRetry={() => void list.refetch()} />
      ) : list.shares.length === 0 ? (
        <Face icon={Link2} title="Nothing is shared yet">
          <p>Select photos anywhere, or open a folder or an album, and choose Share.</p>
        </Face>
      ) : (
        <ul className="plain-list" aria-label="Links">
          {list.shares.map((share) => (
            <ShareCard
              key={share.id}
              share={share}
              showsMaker={share.createdBy.id !== ownId}
              onOpen={() => setOpenId(share.id)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show older ones
        </button>
      )}
      {openId !== undefined && <ShareDetailSheet id={openId} onClose={() => setOpenId(undefined)} />}
      {isAsking && <ShareSheet title="Collect photos from guests" of={{}} onClose={() => setAsking(false)} />}
    </Page>
  );
}

interface ShareCardProps {
  readonly share: Share;
  readonly showsMaker: boolean;
  readonly onOpen: () => void;
}

function ShareCard({ share, showsMaker, onOpen }: ShareCardProps) {
  const name = nameOfShare(share);
  const Icon = share.of === 'nothing' ? Inbox : Link2;
  return (
    <li className={`list-card ${styles.card}`} data-over={share.state !== 'open'}>
      <span className={styles.icon}>
        <Icon size={22} aria-hidden />
      </span>
      <div className="list-card-facts">
        <h2 className="list-card-name">{name}</h2>
        <p>
          {[
            share.label !== null && describeContent(share),
            share.hasPassword && 'with a password',
            share.allowUpload && share.of !== 'nothing' && 'guests may add photos',
            showsMaker && `by ${share.createdBy.username}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className="figures">{describeUses(share)}</p>
        {share.uploads.files > 0 && (
          <p className="figures">{countOf(share.uploads.files, 'file')} came from guests</p>
        )}
        <p title={formatExactly(share.expiresAt)}>{describeEnd(share)}</p>
      </div>
      {share.allowUpload && (
        <Link href={`/wall/${share.id}`} className="icon-button" aria-label={`Wall of ${name}`} title="Wall">
          <Images size={20} aria-hidden />
        </Link>
      )}
      <button type="button" className="icon-button" aria-label={`Look at ${name}`} onClick={onOpen}>
        <Settings2 size={20} aria-hidden />
      </button>
    </li>
  );
}
