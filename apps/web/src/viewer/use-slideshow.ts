import { useEffect, useState } from 'react';
import { useWakeLock } from '../backup/use-wake-lock.ts';
import { useStable } from '../design/use-stable.ts';

const EACH_MS = 5_000;

/** Steps on by itself until it is stopped or there is nothing more; the screen stays on meanwhile. */
export function useSlideshow(index: number, hasNext: boolean, onNext: () => void) {
  const [isRunning, setRunning] = useState(false);
  const next = useStable(onNext);
  if (isRunning && !hasNext) setRunning(false);
  useWakeLock(isRunning);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setTimeout(next, EACH_MS);
    return () => clearTimeout(timer);
  }, [isRunning, index, next]);
  return { isRunning, toggle: () => setRunning(!isRunning && hasNext), stop: () => setRunning(false) };
}
