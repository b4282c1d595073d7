import type { ReactNode } from 'react';
import { ArrowLeft } from 'lucide-react';
import { Link } from 'wouter';
import styles from './Page.module.css';

interface PageProps {
  readonly title: string;
  /** What it is good for, in a line. */
  readonly lead?: string;
  readonly action?: ReactNode;
  /** Set where the page has a place of its own in the bar. */
  readonly isPlace?: boolean;
  readonly children: ReactNode;
}

/** A page that is reached from More, unless it is a place of its own. */
export function Page({ title, lead, action, isPlace = false, children }: PageProps) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        {!isPlace && (
          <Link href="/more" className={`icon-button ${styles.back}`} aria-label="Back to More">
            <ArrowLeft size={22} aria-hidden />
          </Link>
        )}
        <h1 className={styles.title}>{title}</h1>
        {action}
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      </header>
      {children}
    </div>
  );
}
