import { changeTake, deleteTake, urlOf, exportFrames, type Take } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Download, Pin, PinOff, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { PageSkeleton } from '../../page/PageSkeleton.tsx';
import type { PageProps } from '../../page/page-props.ts';
import { Confirm } from '../../design/Confirm.tsx';
import { formatExactly } from '../../design/format.ts';
import { ProblemFace } from '../../design/ProblemFace.tsx';
import { useNow } from '../../design/use-now.ts';
import { showNotice } from '../../notices/notices.ts';
import { request } from '../../session/request.ts';
import { describeKeeping, describeRemoval } from './describe-take.ts';
import { Replay } from './Replay.tsx';
import { SyncFigures } from './SyncFigures.tsx';
import styles from './TakePage.module.css';
import { useTake } from './use-takes.ts';

const PosesPanel = lazy(() => import('../poses/PosesPanel.tsx'));

/** One take: replay, how far in step it is, poses, export, and how long it stays. */
export default function TakePage({ params }: PageProps) {
  const take = useTake(params['id'] ?? '');
  if (take.isError) return <ProblemFace error={take.error} onRetry={() => void take.refetch()} />;
  return take.data ? <Loaded take={take.data} /> : <PageSkeleton />;
}

function Loaded({ take }: { readonly take: Take }) {
  const now = useNow(30_000);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link href="/capture" className="icon-button" aria-label="Back to Capture">
          <ArrowLeft size={22} aria-hidden />
        </Link>
        <h1>{take.label}</h1>
        <p>
          {formatExactly(take.startedAt)} · {describeKeeping(take, now)} · {take.consent.by} noted that
          everybody agreed
        </p>
      </header>
      {take.manifest && take.state === 'ready' ? (
        <>
          <Suspense fallback={<Replay take={take} manifest={take.manifest} />}>
            <PosesPanel take={take} manifest={take.manifest} />
          </Suspense>
          <SyncFigures take={take} manifest={take.manifest} />
        </>
      ) : (
        <p role="status">
          {take.state === 'failed' ? 'This take could not be finished.' : 'Still being recorded or finished…'}
        </p>
      )}
      <Actions take={take} />
    </div>
  );
}

function Actions({ take }: { readonly take: Take }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['capture'] });
  const keep = useMutation({
    mutationFn: () =>
      request(changeTake, { params: { id: take.id }, body: { keep: take.keepUntil !== null } }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: () => request(deleteTake, { params: { id: take.id } }),
    onSuccess: ({ removed }) => {
      showNotice(describeRemoval(removed));
      navigate('/capture');
      queries.removeQueries({ queryKey: ['capture', 'take', take.id] });
      return queries.invalidateQueries({ queryKey: ['capture', 'takes'] });
    },
  });
  return (
    <section className={styles.actions} aria-label="What to do with it">
      <button
        type="button"
        className="button"
        disabled={keep.isPending || take.state !== 'ready'}
        onClick={() => keep.mutate()}
      >
        {take.keepUntil === null ? <PinOff size={18} aria-hidden /> : <Pin size={18} aria-hidden />}
        {take.keepUntil === null ? 'Let it go in 7 days' : 'Keep it'}
      </button>
      {take.state === 'ready' && (
        <a className="button" href={urlOf(exportFrames, { params: { id: take.id } })} download>
          <Download size={18} aria-hidden /> Matched frames (zip)
        </a>
      )}
      <button type="button" className="button button-danger" onClick={() => setAsking(true)}>
        <Trash2 size={18} aria-hidden /> Delete
      </button>
      {isAsking && (
        <Confirm
          title={`Delete “${take.label}”?`}
          action="Delete for good"
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          Its films in the library, all frames, poses and what is known of them are removed now. This can’t be
          taken back.
        </Confirm>
      )}
    </section>
  );
}
