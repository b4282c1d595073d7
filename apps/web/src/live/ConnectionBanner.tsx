import { WifiOff } from 'lucide-react';
import { use, useEffect, useState } from 'react';
import styles from './ConnectionBanner.module.css';
import { LiveStateContext } from './live-state.ts';

/** A hiccup is nobody's business; a lost hub is. */
const PATIENCE_MS = 3000;

export function ConnectionBanner() {
  const state = use(LiveStateContext);
  const isAway = useIsAway(state === 'open');
  return (
    <div role="status" className={styles.status}>
      {isAway && (
        <p className={styles.banner}>
          <WifiOff size={16} aria-hidden /> The hub can’t be reached. Trying again…
        </p>
      )}
    </div>
  );
}

function useIsAway(isOpen: boolean): boolean {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    if (isOpen) {
      setAway(false);
      return undefined;
    }
    const timer = setTimeout(() => setAway(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isOpen]);
  return isAway;
}
