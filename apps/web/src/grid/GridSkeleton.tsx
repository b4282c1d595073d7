import styles from './GridSkeleton.module.css';

const WIDTHS = [1.5, 1, 0.75, 1.33, 1.5, 1, 1.33, 0.75, 1, 1.5, 1.33, 1, 0.75, 1.5];

/** The shape of what comes. */
export function GridSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-busy="true" aria-label="Loading your library">
      {WIDTHS.map((ratio, index) => (
        <span key={index} style={{ flexGrow: ratio, aspectRatio: ratio }} />
      ))}
    </div>
  );
}
