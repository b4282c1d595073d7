import { hasRole, listDuplicates, type OutputOf } from '@hearth/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CopyCheck } from 'lucide-react';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { LibraryHeader } from '../library/LibraryHeader.tsx';
import { useOrganise } from '../organise/use-organise.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { CopyCard } from './CopyCard.tsx';
import styles from './DuplicatesPage.module.css';
import { NearDuplicates } from './NearDuplicates.tsx';

type Group = OutputOf<typeof listDuplicates>['items'][number];

/** Files with the same content, and pictures that look alike, side by side. The person chooses what stays; nothing is chosen for them. */
export default function DuplicatesPage() {
  useScrollMemory('duplicates');
  const [isNear, setNear] = useState(false);
  return (
    <div className={styles.page}>
      <LibraryHeader title="Duplicates" />
      <div className={styles.choice} role="group" aria-label="What to compare">
        <button type="button" className="button" aria-pressed={!isNear} onClick={() => setNear(false)}>
          The same
        </button>
        <button type="button" className="button" aria-pressed={isNear} onClick={() => setNear(true)}>
          Look alike
        </button>
      </div>
      {isNear ? <NearDuplicates /> : <ExactDuplicates />}
    </div>
  );
}

function ExactDuplicates() {
  const list = useInfiniteQuery({
    queryKey: ['duplicates'],
    queryFn: ({ pageParam }) => request(listDuplicates, { query: { limit: 20, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const groups = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.isPending) return <PageSkeleton />;
  if (list.isError && groups.length === 0)
    return <ProblemFace error={list.error} onRetry={() => void list.refetch()} />;
  if (groups.length === 0)
    return (
      <Face icon={CopyCheck} title="Nothing is here twice">
        <p>Files with exactly the same content would stand here side by side.</p>
      </Face>
    );
  return (
    <>
      <p className={styles.lead}>The same content, bit for bit, in several places. Touch what should stay.</p>
      <ul className={styles.groups}>
        {groups.map((group) => (
          <DuplicateGroup key={group.sha256} group={group} />
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={list.isFetching}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </button>
      )}
    </>
  );
}

function DuplicateGroup({ group }: { readonly group: Group }) {
  const { role, id: personId } = useSignedIn();
  const organise = useOrganise();
  const [keptId, setKeptId] = useState<string>();
  const others = group.files.filter(({ id }) => id !== keptId);
  const mayRemove = hasRole(role, 'admin') || others.every(({ uploadedBy }) => uploadedBy === personId);
  return (
    <li className={styles.group}>
      <p className={styles.about}>
        {countOf(group.count, 'copy', 'copies')}, {formatBytes(group.sizeBytes)} each
      </p>
      <div
        className={styles.files}
        role="radiogroup"
        aria-label={`Which copy of ${group.files[0]?.name ?? 'it'} stays`}
      >
        {group.files.map((file) => (
          <CopyCard
            key={file.id}
            file={file}
            isKept={file.id === keptId}
            only={group.sha256}
            onKeep={() => setKeptId(file.id)}
          />
        ))}
      </div>
      {keptId !== undefined && mayRemove && (
        <button type="button" className="button" onClick={() => void organise.remove(others)}>
          Move the other {others.length === 1 ? 'one' : others.length} to the bin,{' '}
          {formatBytes(group.sizeBytes * others.length)}
        </button>
      )}
    </li>
  );
}
