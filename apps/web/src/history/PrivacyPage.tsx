import { personInsight, userId, type UserId } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { NotFoundPage } from '../page/NotFoundPage.tsx';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import type { PageProps } from '../page/page-props.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { countOf } from '../design/format.ts';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { visibleText } from '../design/visible-text.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { ForgetHistory } from './ForgetHistory.tsx';
import { NameSwitch } from './NameSwitch.tsx';
import { privacyKey } from './privacy-key.ts';
import styles from './PrivacyPage.module.css';

/** What is kept of what people watch, in plain words, and the ways out of it. Of somebody else for admins. */
export default function PrivacyPage({ params }: PageProps) {
  const { id: ownId } = useSignedIn();
  const id = params['id'] === undefined ? ownId : userId.safeParse(params['id']).data;
  return id === undefined ? <NotFoundPage /> : <Privacy id={id} isSelf={id === ownId} />;
}

function Privacy({ id, isSelf }: { readonly id: UserId; readonly isSelf: boolean }) {
  const person = useQuery({
    queryKey: privacyKey(id),
    queryFn: () => request(personInsight, { params: { id }, query: { range: '24h' } }),
    retry: false,
  });
  useScrollMemory(`insight/privacy/${id}`);
  const found = person.data;
  const name = isSelf ? undefined : visibleText(found?.username ?? 'Somebody');
  const back = isSelf
    ? { href: '/insight/me', label: 'Back to what you watched' }
    : { href: `/insight/people/${id}`, label: 'Back to their figures' };
  return (
    <Page title={name === undefined ? 'What is kept of you' : `What is kept of ${name}`} back={back}>
      {found ? (
        <>
          <WhatIsKept keptDays={found.namesKeptDays} />
          <NameSwitch id={id} name={name} isNamed={found.isNamed} />
          <ForgetHistory id={id} name={name} />
        </>
      ) : person.error ? (
        <ProblemFace error={person.error} onRetry={() => void person.refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}

function WhatIsKept({ keptDays }: { readonly keptDays: number }) {
  return (
    <section className="panel" aria-labelledby="kept">
      <h2 id="kept">What this hub writes down</h2>
      <ul className={styles.words}>
        <li>
          When somebody plays, opens or downloads a file: which file, who, when, how many bytes went out, to
          which address, and what the browser or player calls itself.
        </li>
        <li>Which seconds of a film or song our player played, to draw the curve of its best parts.</li>
        <li>What is searched for and whether anything was found, never by whom.</li>
        <li>Scrolling by, previews and small pictures are not written down.</li>
      </ul>
      <h2>Who sees it</h2>
      <ul className={styles.words}>
        <li>You see what is your own. Admins see what everybody had.</li>
        <li>Whoever brought a file in sees who had that file.</li>
        <li>None of it leaves this hub.</li>
      </ul>
      <h2>For how long</h2>
      <p>
        Names stay for <strong>{countOf(keptDays, 'day')}</strong>. Then they go, with the addresses and
        devices beside them; how often something was watched stays, as a count alone.
      </p>
      <p className="hint">
        Where you left a film is kept apart from this, for you alone, so that it goes on from there.
      </p>
    </section>
  );
}
