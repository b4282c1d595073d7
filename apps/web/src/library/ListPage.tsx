import type { LucideIcon } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import { usePlace } from '../page/place.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { countOf } from '../design/format.ts';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionBar } from '../selection-bar/SelectionBar.tsx';
import { SelectionContext } from '../selection/use-selection.ts';
import { findTile } from '../viewer/find-tile.ts';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { FileList } from './FileList.tsx';
import { LibraryHeader } from './LibraryHeader.tsx';
import styles from './ListPage.module.css';
import { useFiles, type FileListQuery } from '../files/use-files.ts';

interface ListPageProps {
  readonly title: string;
  readonly query: FileListQuery;
  readonly lead?: ReactNode;
  /** Also where the list is empty, since the lead may be why. */
  readonly hasLeadAlways?: boolean;
  readonly empty: { readonly icon: LucideIcon; readonly title: string; readonly text: string };
}

/** All files of a kind as a plain list. */
export function ListPage({ title, query, lead, hasLeadAlways = false, empty }: ListPageProps) {
  const { path, viewedId } = usePlace();
  const list = useFiles(query);
  const [selection] = useState(() => new FileSelection());
  useScrollMemory(path);
  const { fetchNextPage, hasNextPage, isFetching } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <SelectionContext value={selection}>
      <div className={styles.page}>
        <LibraryHeader title={title} />
        {lead !== undefined && (hasLeadAlways || list.files.length > 0) && (
          <div className={styles.lead}>{lead}</div>
        )}
        {list.isPending ? (
          <PageSkeleton />
        ) : list.isError && list.files.length === 0 ? (
          <ProblemFace error={list.error} onRetry={() => void list.refetch()} />
        ) : list.files.length === 0 ? (
          <Face icon={empty.icon} title={empty.title}>
            <p>{empty.text}</p>
          </Face>
        ) : (
          <>
            <FileList label={title} files={list.files} onNearEnd={loadMore} />
            <p className={styles.footer}>
              {hasNextPage ? 'Loading more…' : countOf(list.files.length, 'file')}
            </p>
          </>
        )}
        <SelectionBar />
        {viewedId !== undefined && (
          <ViewedFile id={viewedId} listed={list.files} findTile={findTile} onNearEnd={loadMore} />
        )}
      </div>
    </SelectionContext>
  );
}
