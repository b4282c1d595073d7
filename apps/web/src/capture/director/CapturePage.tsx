import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { TakesList } from '../takes/TakesList.tsx';
import { DirectorRoom } from './DirectorRoom.tsx';
import { SetUpSession, type OpenedSession } from './SetUpSession.tsx';
import styles from './CapturePage.module.css';

const KEPT = 'hearth.capture.opened';

/** The session that this tab directs: a page that is loaded again goes on with it. */
function findOpened(): OpenedSession | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as OpenedSession | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Where phones are gathered, takes recorded and found again. */
export default function CapturePage() {
  const [opened, setOpened] = useState(findOpened);
  const keep = (session: OpenedSession | undefined) => {
    if (session) sessionStorage.setItem(KEPT, JSON.stringify(session));
    else sessionStorage.removeItem(KEPT);
    setOpened(session);
  };
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>Capture</h1>
        <Link href="/capture/help" className="icon-button" aria-label="Help for phones">
          <CircleHelp size={22} aria-hidden />
        </Link>
        <p>Phones that film together, in step.</p>
      </header>
      <div className={styles.columns}>
        <section aria-label="Session">
          {opened ? (
            <DirectorRoom key={opened.sessionId} opened={opened} onEnded={() => keep(undefined)} />
          ) : (
            <SetUpSession onOpened={keep} />
          )}
        </section>
        <section aria-labelledby="takes">
          <h2 id="takes" className={styles.heading}>
            Takes
          </h2>
          <TakesList />
        </section>
      </div>
    </div>
  );
}
