import { hasRole, listNearDuplicates, type OutputOf } from '@hearth/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Images } from 'lucide-react';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { Face } from '../design/Face.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { useOrganise } from '../organise/use-organise.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { CopyCard } from './CopyCard.tsx';
import styles from './DuplicatesPage.module.css';

type Group = OutputOf<typeof listNearDuplicates>['items'][number];

/** Pictures that look alike: bursts, other sizes, other formats. Of each group as many stay as somebody likes. */
export function NearDuplicates() {
  const list = useInfiniteQuery({
    // Beside that of equal files, so that both are asked for anew when something goes into the bin.
    queryKey: ['duplicates', 'near'],
    queryFn: ({ pageParam }) => request(listNearDuplicates, { query: { limit: 20, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const groups = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.isPending) return <PageSkeleton />;
  if (list.isError && groups.length === 0)
    return <ProblemFace error={list.error} onRetry={() => void list.refetch()} />;
  if (groups.length === 0)
    return (
      <Face icon={Images} title="No two pictures look alike">
        <p>Bursts, and the same picture in other sizes or formats, would stand here side by side.</p>
      </Face>
    );
  return (
    <>
      <p className={styles.lead}>Only a suggestion: these look alike. Touch every one that should stay.</p>
      <ul className={styles.groups}>
        {groups.map((group) => (
          <NearGroup key={group.id} group={group} />
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

function NearGroup({ group }: { readonly group: Group }) {
  const { role, id: personId } = useSignedIn();
  const organise = useOrganise();
  const [keptIds, setKeptIds] = useState<ReadonlySet<string>>(new Set());
  const kept = group.files.filter(({ id }) => keptIds.has(id));
  const others = group.files.filter(({ id }) => !keptIds.has(id));
  const mayRemove = hasRole(role, 'admin') || others.every(({ uploadedBy }) => uploadedBy === personId);
  const bytes = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const toggle = (id: string): void => {
    const next = new Set(keptIds);
    if (!next.delete(id)) next.add(id);
    setKeptIds(next);
  };
  return (
    <li className={styles.group}>
      <p className={styles.about}>
        {countOf(group.count, 'picture', 'pictures')}
        {group.count > group.files.length && `, of which the first ${group.files.length} are shown`}
      </p>
      <div
        className={styles.files}
        role="group"
        aria-label={`Which pictures like ${group.files[0]?.name ?? 'it'} stay`}
      >
        {group.files.map((file) => (
          <CopyCard key={file.id} file={file} isKept={keptIds.has(file.id)} onKeep={() => toggle(file.id)} />
        ))}
      </div>
      {kept.length > 0 && others.length > 0 && mayRemove && (
        <button type="button" className="button" onClick={() => void organise.remove(others)}>
          Move the other {others.length === 1 ? 'one' : others.length} to the bin, {formatBytes(bytes)}
        </button>
      )}
    </li>
  );
}
