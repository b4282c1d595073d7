import styles from './Sums.module.css';

export interface Sum {
  readonly label: string;
  readonly value: string;
  /** The same of the range before. */
  readonly before?: string | undefined;
  /** How it is counted, in plain words. */
  readonly how: string;
}

/** Figures that stand alone; each says on tap how it is counted. */
export function Sums({ sums }: { readonly sums: readonly Sum[] }) {
  return (
    <div className={`${styles.sums} figures`}>
      {sums.map(({ label, value, before, how }) => (
        <details key={label} className={styles.sum}>
          <summary>
            <span className={styles.label}>{label}</span>
            <strong>{value}</strong>
            {before !== undefined && <span className={styles.before}>{before} before</span>}
          </summary>
          <p>{how}</p>
        </details>
      ))}
    </div>
  );
}
