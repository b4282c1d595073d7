import styles from './PageSkeleton.module.css';

/** While a page's code or its first data is on the way. */
export function PageSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-busy="true" aria-label="Loading">
      <span />
      <span />
      <span />
    </div>
  );
}
