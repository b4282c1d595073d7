import type { ReactNode } from 'react';
import { ConnectionBanner } from '../live/ConnectionBanner.tsx';
import { Navigation } from './Navigation.tsx';
import { Notices } from '../notices/Notices.tsx';
import { Shortcuts } from '../shortcuts/Shortcuts.tsx';
import styles from './Shell.module.css';

/** A bar below on a phone, a slim rail at the side of a desktop, and the page. */
export function Shell({ children }: { readonly children: ReactNode }) {
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
      <Notices />
      <Shortcuts />
    </div>
  );
}
