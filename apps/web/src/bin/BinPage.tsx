import { emptyBin, hasRole, listBin, type BinnedFile } from '@hearth/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Confirm } from '../design/Confirm.tsx';
import { Face } from '../design/Face.tsx';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatAgo, formatBytes } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { visibleText } from '../design/visible-text.ts';
import { FilePicture } from '../files/FilePicture.tsx';
import { KindIcon } from '../files/KindIcon.tsx';
import { LibraryHeader } from '../library/LibraryHeader.tsx';
import { showNotice } from '../notices/notices.ts';
import { useOrganise } from '../organise/use-organise.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import styles from './BinPage.module.css';
import { daysLeft } from './days-left.ts';

/** What was deleted, for 30 days. */
export default function BinPage() {
  const { role } = useSignedIn();
  const organise = useOrganise();
  const [isAsking, setAsking] = useState(false);
  useScrollMemory('bin');
  const bin = useInfiniteQuery({
    queryKey: ['bin'],
    queryFn: ({ pageParam }) => request(listBin, { query: { limit: 100, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const files = bin.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={styles.page}>
      <LibraryHeader title="Bin" />
      {bin.isPending ? (
        <PageSkeleton />
      ) : bin.isError && files.length === 0 ? (
        <ProblemFace error={bin.error} onRetry={() => void bin.refetch()} />
      ) : files.length === 0 ? (
        <Face icon={Trash2} title="The bin is empty">
          <p>What is deleted waits here for 30 days and can be taken back.</p>
        </Face>
      ) : (
        <>
          <div className={styles.tools}>
            <p className="hint">Each file goes for good 30 days after it was deleted.</p>
            <button type="button" className="button" onClick={() => void organise.restore(files)}>
              <RotateCcw size={18} aria-hidden /> Restore{' '}
              {files.length === 1 ? 'it' : `these ${files.length}`}
            </button>
            {hasRole(role, 'admin') && (
              <button type="button" className="button button-danger" onClick={() => setAsking(true)}>
                Empty the bin
              </button>
            )}
          </div>
          <ul className={styles.files} aria-label="Deleted files">
            {files.map((file) => (
              <Binned key={file.id} file={file} onRestore={() => void organise.restore([file])} />
            ))}
          </ul>
          {bin.hasNextPage && (
            <p className={styles.tools}>
              <button
                type="button"
                className="button"
                disabled={bin.isFetching}
                onClick={() => void bin.fetchNextPage()}
              >
                Show more
              </button>
            </p>
          )}
        </>
      )}
      {isAsking && <EmptyBin onClose={() => setAsking(false)} />}
    </div>
  );
}

function Binned({ file, onRestore }: { readonly file: BinnedFile; readonly onRestore: () => void }) {
  return (
    <li className={styles.file}>
      <span className={styles.picture}>
        {file.thumbnailUrl === null ? <KindIcon kind={file.kind} size={22} /> : <FilePicture file={file} />}
      </span>
      <span className={styles.about}>
        <span className={styles.name}>
          <FileName name={file.name} />
        </span>
        <span>
          {formatBytes(file.sizeBytes)} · deleted {formatAgo(file.binnedAt)} ·{' '}
          {daysLeft(file.expiresAt, Date.now())}
        </span>
      </span>
      <button
        type="button"
        className="button"
        aria-label={`Restore ${visibleText(file.name)}`}
        onClick={onRestore}
      >
        Restore
      </button>
    </li>
  );
}

function EmptyBin({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const empty = useMutation({
    mutationFn: () => request(emptyBin, {}),
    onSuccess: ({ removed }) => {
      showNotice(`${countOf(removed, 'file')} deleted for good`);
      void client.invalidateQueries({ queryKey: ['bin'] });
      onClose();
    },
  });
  return (
    <Confirm
      title="Delete all of this for good?"
      action="Delete for good"
      isPending={empty.isPending}
      error={empty.error}
      onConfirm={() => empty.mutate()}
      onClose={onClose}
    >
      The files leave the hub’s disk. Nothing can bring them back.
    </Confirm>
  );
}
