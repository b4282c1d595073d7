import { useId, type ReactNode } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly title: string;
  /** Set when the figures could not be fetched. */
  readonly error: Error | null;
  readonly onRetry: () => void;
  /** False while the first figures are on their way. */
  readonly isReady: boolean;
  readonly children: ReactNode;
}

/** One figure or list of the dashboard, with its waiting and its failed face. */
export function Card({ title, error, onRetry, isReady, children }: CardProps) {
  const headingId = useId();
  return (
    <section className={styles.card} aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.title}>
        {title}
      </h2>
      {isReady ? (
        children
      ) : error ? (
        <div className={styles.failed} role="alert">
          <p>These figures didn’t load.</p>
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        </div>
      ) : (
        <div className={styles.skeleton} role="status" aria-busy="true" aria-label="Loading" />
      )}
    </section>
  );
}
