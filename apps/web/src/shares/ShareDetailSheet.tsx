import { changeShare, revokeShare, type OutputOf, type getShare, type ShareId } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { Confirm } from '../design/Confirm.tsx';
import { formatAgo, formatExactly } from '../design/format.ts';
import { FileName } from '../design/FileName.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { showNotice } from '../notices/notices.ts';
import { describeBrowser } from '../people/describe-browser.ts';
import { request } from '../session/request.ts';
import { ChangeShareForm, type ShareChange } from './ChangeShareForm.tsx';
import { describeEnd, describeUses, nameOfShare } from './describe-share.ts';
import styles from './SharesPage.module.css';
import { SHARES_KEY, useShare } from './use-shares.ts';

interface ShareDetailSheetProps {
  readonly id: ShareId;
  readonly onClose: () => void;
}

/** One link: who opened it when, what they fetched, other limits for it, and its end. */
export function ShareDetailSheet({ id, onClose }: ShareDetailSheetProps) {
  const client = useQueryClient();
  const share = useShare(id);
  const [isEnding, setEnding] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: SHARES_KEY });
  const change = useMutation({
    mutationFn: (body: ShareChange) => request(changeShare, { params: { id }, body }),
    onSuccess: async () => {
      await refresh();
      showNotice('Changed. It holds from now on.');
      onClose();
    },
  });
  const end = useMutation({
    mutationFn: () => request(revokeShare, { params: { id } }),
    onSuccess: async () => {
      await refresh();
      showNotice('The link is ended. Nobody sees anything through it any more.');
      onClose();
    },
  });
  if (!share.data) {
    return (
      <Sheet title="Link" onClose={onClose}>
        {share.isError ? (
          <ProblemFace error={share.error} onRetry={() => void share.refetch()} />
        ) : (
          <PageSkeleton />
        )}
      </Sheet>
    );
  }
  if (isEnding) {
    return (
      <Confirm
        title={`End “${nameOfShare(share.data)}”?`}
        action="End it now"
        isPending={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
        onClose={() => setEnding(false)}
      >
        Whoever looks at it now is put out at once, and films stop. The same link cannot be opened again; you
        can make another.
      </Confirm>
    );
  }
  const isEnded = share.data.state === 'revoked';
  return (
    <Sheet title={nameOfShare(share.data)} onClose={onClose}>
      <div className="form">
        <p className="hint">
          {describeUses(share.data)}. {describeEnd(share.data)}.
        </p>
        <Openings opens={share.data.opens} />
        <Fetches fetched={share.data.fetched} />
        {isEnded ? (
          <div className="choices">
            <button type="button" className="button" onClick={onClose}>
              Close
            </button>
          </div>
        ) : (
          <ChangeShareForm
            share={share.data}
            isPending={change.isPending}
            error={change.error}
            onChange={(body) => change.mutate(body)}
            onEnd={() => setEnding(true)}
            onClose={onClose}
          />
        )}
      </div>
    </Sheet>
  );
}

type ShareDetail = OutputOf<typeof getShare>;

function Openings({ opens }: Pick<ShareDetail, 'opens'>) {
  return (
    <section className={styles.part} aria-labelledby="openings">
      <h3 id="openings">Who opened it</h3>
      {opens.length === 0 ? (
        <p className="hint">Nobody yet.</p>
      ) : (
        <ul className={styles.rows} tabIndex={0} aria-labelledby="openings">
          {opens.map(({ at, ip, userAgent }, index) => (
            <li key={`${at} ${index}`}>
              <span>
                {describeBrowser(userAgent)}
                {ip !== null && ` · ${ip}`}
              </span>
              <time dateTime={at} title={formatExactly(at)}>
                {formatAgo(at)}
              </time>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Fetches({ fetched }: Pick<ShareDetail, 'fetched'>) {
  if (fetched.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="fetched">
      <h3 id="fetched">What was played or downloaded</h3>
      <ul className={styles.rows} tabIndex={0} aria-labelledby="fetched">
        {fetched.map(({ fileId, name, times, lastAt }) => (
          <li key={fileId}>
            <FileName name={name} />
            <time className="figures" dateTime={lastAt} title={formatExactly(lastAt)}>
              {times > 1 && `${times}×, `}
              {formatAgo(lastAt)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
