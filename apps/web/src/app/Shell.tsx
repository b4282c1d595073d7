import { lazy, Suspense, type ReactNode } from 'react';
import { ConnectionBanner } from '../live/ConnectionBanner.tsx';
import { Navigation } from './Navigation.tsx';
import { Notices } from '../notices/Notices.tsx';
import { Shortcuts } from '../shortcuts/Shortcuts.tsx';
import { useIsDockOpen, useMusicEndsHere } from '../music/dock.ts';
import styles from './Shell.module.css';

const MiniPlayer = lazy(() => import('../music/MiniPlayer.tsx'));

/** A bar below on a phone, a slim rail at the side of a desktop, and the page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const isDockOpen = useIsDockOpen();
  useMusicEndsHere();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <Navigation />
      <main id="content" className={styles.content} tabIndex={-1}>
        <ConnectionBanner />
        {children}
      </main>
      {isDockOpen && (
        <Suspense fallback={null}>
          <MiniPlayer />
        </Suspense>
      )}
      <Notices />
      <Shortcuts />
    </div>
  );
}
