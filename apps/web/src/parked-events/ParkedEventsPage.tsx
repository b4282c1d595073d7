import { discardParkedEvent, listParkedEvents, retryParkedEvent, type OutputOf } from '@hearth/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Confirm } from '../design/Confirm.tsx';
import { Face } from '../design/Face.tsx';
import { formatAgo, formatExactly } from '../design/format.ts';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { showNotice } from '../notices/notices.ts';
import { request } from '../session/request.ts';
import { describeSubject, partOf } from './describe-parked.ts';
import styles from './ParkedEvents.module.css';

type ParkedEvent = OutputOf<typeof listParkedEvents>['items'][number];

const PARKED_KEY = ['parked-events'] as const;
const LEAD =
  'Messages between the parts of this hub that one part failed on again and again. Those after them went on. They are kept for 90 days.';

/** What was put aside, with why, to be tried once more or thrown away. */
export default function ParkedEventsPage() {
  useScrollMemory('parked-events');
  const parked = useQuery({ queryKey: PARKED_KEY, queryFn: () => request(listParkedEvents, {}) });
  const items = parked.data?.items ?? [];
  return (
    <Page title="Put aside" lead={LEAD}>
      {parked.isPending ? (
        <PageSkeleton />
      ) : parked.isError && items.length === 0 ? (
        <ProblemFace error={parked.error} onRetry={() => void parked.refetch()} />
      ) : items.length === 0 ? (
        <Face icon={CircleCheck} title="Nothing was put aside">
          <p>Every part of this hub has handled what it was told.</p>
        </Face>
      ) : (
        <ul className="plain-list" aria-label="Messages that were put aside">
          {items.map((event) => (
            <Parked key={event.number} event={event} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Parked({ event }: { readonly event: ParkedEvent }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const again = { onSettled: () => client.invalidateQueries({ queryKey: PARKED_KEY }) };
  const params = { number: event.number };
  const retry = useMutation({
    ...again,
    mutationFn: () => request(retryParkedEvent, { params }),
    onSuccess: () => showNotice('It is handled once more. If that fails, it comes back here.'),
  });
  const discard = useMutation({
    ...again,
    mutationFn: () => request(discardParkedEvent, { params }),
    onSuccess: () => showNotice('Thrown away'),
  });
  const name = describeSubject(event.subject);
  const isBusy = retry.isPending || discard.isPending;
  return (
    <li className={`panel ${styles.event}`}>
      <div className={styles.facts}>
        <h2 className={styles.name}>{name}</h2>
        <p className="hint" title={formatExactly(event.parkedAt)}>
          {partOf(event.durable)} could not handle it · {formatAgo(event.parkedAt)}
        </p>
        <p className={styles.reason}>{event.reason}</p>
        {retry.isError && (
          <p className="hint" role="alert">
            {retry.error.message}
          </p>
        )}
      </div>
      <div className={styles.choices}>
        <button
          type="button"
          className="button"
          aria-label={`Try again: ${name}`}
          disabled={isBusy}
          onClick={() => retry.mutate()}
        >
          Try again
        </button>
        <button
          type="button"
          className="button button-danger"
          aria-label={`Throw away: ${name}`}
          disabled={isBusy}
          onClick={() => setAsking(true)}
        >
          Throw away
        </button>
      </div>
      {isAsking && (
        <Confirm
          title="Throw this message away?"
          action="Throw away"
          isPending={discard.isPending}
          error={discard.error}
          onConfirm={() => discard.mutate()}
          onClose={() => setAsking(false)}
        >
          What it told of stays unknown to {partOf(event.durable)}. Files and people are not touched.
        </Confirm>
      )}
    </li>
  );
}
