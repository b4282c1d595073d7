import { useEffect } from 'react';

const AFTER_START_MS = 4_000;
const AGAIN_AFTER_MS = 15 * 60_000;

/** Compares what is kept with the hub, where anything is: after the start, and from time to time. */
export function useKeptInStep(): void {
  useEffect(() => {
    const step = () => {
      if (localStorage.getItem('hearth-keeps-files') === null) return;
      // What did not work is tried again the next time.
      void import('./keep-in-step.ts').then(({ keepInStep }) => keepInStep()).catch(() => undefined);
    };
    const start = setTimeout(step, AFTER_START_MS);
    const again = setInterval(step, AGAIN_AFTER_MS);
    return () => {
      clearTimeout(start);
      clearInterval(again);
    };
  }, []);
}
