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
  /** Where one came from, where that is not More. */
  readonly back?: { readonly href: string; readonly label: string };
  /** Set where pictures use all of a desktop's width. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

const MORE = { href: '/more', label: 'Back to More' };

/** A page that is reached from More, unless it is a place of its own. */
export function Page(props: PageProps) {
  const { title, lead, action, isPlace = false, back = MORE, isWide = false, children } = props;
  return (
    <div className={styles.page} data-wide={isWide}>
      <header className={styles.header}>
        {!isPlace && (
          <Link href={back.href} className={`icon-button ${styles.back}`} aria-label={back.label}>
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
