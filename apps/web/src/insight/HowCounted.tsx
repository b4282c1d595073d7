import type { ReactNode } from 'react';
import styles from './HowCounted.module.css';

interface HowCountedProps {
  /** Where the same figures are to be had as a table. */
  readonly csv: string;
  /** Where there is a second table. */
  readonly further?: { readonly label: string; readonly href: string };
  readonly children: ReactNode;
}

/** What a figure means, in plain words, for whoever taps; and the figures to take along. */
export function HowCounted({ csv, further, children }: HowCountedProps) {
  return (
    <div className={styles.foot}>
      <details>
        <summary>How it is counted</summary>
        <p>{children}</p>
      </details>
      <a href={csv} download>
        CSV
      </a>
      {further && (
        <a href={further.href} download>
          {further.label}
        </a>
      )}
    </div>
  );
}
